"""Relations of the tests' own, asked of a few figures."""

from collections.abc import Iterable

from attrs import frozen

from rsindicators import Catalogue, Figure, Indicator, Observation, Severity
from rsindicators.constituent import constituents
from rsindicators.facts import Facts
from rsindicators.formula import Formula
from rsindicators.kinds import Certainty, Lag
from rsindicators.rule import FormulaRule, Outcome, Rule, Term, Tree

CLOSING = "劳动人事争议仲裁结案率"
CARDS = "申领电子社保卡人口覆盖率"


@frozen
class Related(FormulaRule):
    """One relation; the first of its terms is the figure it is asked of."""

    text: str = ""
    terms: tuple[tuple[str, Term], ...] = ()
    limits: tuple[tuple[str, Figure], ...] = ()

    def trees(self, indicator: Indicator, catalogue: Catalogue) -> Iterable[Tree]:
        if indicator.code == self.terms[0][1].code:
            yield Tree(Formula.parse(self.text), self.terms, self.limits)


def related(
    code: str,
    text: str,
    severity: Severity = Severity.BLOCKING,
    certainty: Certainty = Certainty.WRONG,
    limits: tuple[tuple[str, Figure], ...] = (),
    **terms: str | tuple[str, Lag],
) -> Related:
    """The relation `text`; `terms` tell the codes of its names, perhaps with a lag."""
    named = [(name, Term(one) if isinstance(one, str) else Term(*one)) for name, one in terms.items()]
    return Related(code, severity, certainty, text=text, terms=tuple(named), limits=limits)


def at_most(name: str, limit: int, *codes: str) -> Related:
    """The sum of some counts has a limit in 万人."""
    names = dict(zip("甲乙丙丁", codes, strict=False))
    return related(name, f"{' + '.join(names)} <= 上限", limits=(("上限", Figure(limit, "万人")),), **names)


def part(code: str, of: str) -> Indicator:
    """A component as an indicator of its own."""
    return next(one for one in constituents(Catalogue.standard()[of]) if one.code.endswith(f"__{code}"))


RATE, SETTLED, ACCEPTED, CARRIED = (
    Catalogue.standard()[CLOSING],
    *(part(code, CLOSING) for code in ("closed", "accepted", "pending_before")),
)
COVER, HOLDERS, PEOPLE = (
    Catalogue.standard()[CARDS],
    *(part(code, CARDS) for code in ("electronic_card_holders", "resident_population")),
)

RESULT = related(
    "identities.formula", "率 = 审结 / (受理 + 结转)", 率=RATE.code, 审结=SETTLED.code, 受理=ACCEPTED.code,
    结转=CARRIED.code,
)  # fmt: skip
NUMERATOR = related(
    "identities.numerator", "审结 <= 受理 + 结转", 审结=SETTLED.code, 受理=ACCEPTED.code, 结转=CARRIED.code
)
MOST = related("ranges.maximum", "率 <= 上限", limits=(("上限", Figure(100, "%")),), 率=RATE.code)
COVERED = related(
    "identities.formula", "率 = 人数 / 人口", 率=COVER.code, 人数=HOLDERS.code, 人口=PEOPLE.code
)
JUMP = ("本期 <= 上期 * 2", "本期 * 2 >= 上期")
JUMPS = tuple(
    related(
        "time.stock_jump", text, Severity.QUERY, Certainty.SUSPECT,
        本期=one.code, 上期=(one.code, Lag.PREVIOUS),
    )
    for one in (HOLDERS, PEOPLE)
    for text in JUMP
)  # fmt: skip
OPENING = related(
    "time.carry_over", "结转 = 上期结转 + 上期受理 - 上期审结", Severity.QUERY, Certainty.SUSPECT,
    结转=CARRIED.code, 上期结转=(CARRIED.code, Lag.CARRIED_FROM), 上期受理=(ACCEPTED.code, Lag.CARRIED_FROM),
    上期审结=(SETTLED.code, Lag.CARRIED_FROM),
)  # fmt: skip
RULES: tuple[Rule, ...] = (RESULT, NUMERATOR, MOST, COVERED, *JUMPS, OPENING)


def closing(*texts: str, period: str = "2023年", region: str = "叙永县") -> list[Observation]:
    """The closing rate and its components: rate, settled, accepted, carried over."""
    told = zip((RATE, SETTLED, ACCEPTED, CARRIED), texts, strict=True)
    return [Observation(one, text, period, region) for one, text in told]


def cards(*texts: str, period: str = "2023年末", region: str = "叙永县") -> list[Observation]:
    """The coverage by electronic cards and its components: rate, holders, people."""
    told = zip((COVER, HOLDERS, PEOPLE), texts, strict=True)
    return [Observation(one, text, period, region) for one, text in told]


def answers(facts: Facts, rules: Iterable[Rule] = RULES) -> list[Outcome]:
    """What the rules answer."""
    return [outcome for rule in rules for outcome in rule.ask(facts)]
