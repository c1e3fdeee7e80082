"""Quantities in running text.

A quantity is a number with its unit and the words that limit it, where they stand in a sentence:
`控制在4.5%以内`, `每年不少于200场次`, `近13万人`. What it says is read by `notation.parse` alone; this
room finds where it begins and ends.

What is no quantity: a year, a date, an ordinal (第十二次, 前100名), the number of a document, a footnote,
a paragraph or a list, a name with a number in it (“1+X”, 《…》, G60, 12333热线), a denominator
(每10万人), and a number whose unit is not in the vocabulary (100强). 2012人 and 2029家 are quantities.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from attrs import evolve, frozen

from rsindicators.comparators import BEFORE, LONGEST_AFTER, LONGEST_STATING, OVER, STATING
from rsindicators.composition import WHOLES, Composition
from rsindicators.errors import NotationError, RSIndicatorsError
from rsindicators.notation import HEDGES, RUNS, Reading, parse
from rsindicators.number import DIGITS, MOST_DIGITS
from rsindicators.text import checked, fold
from rsindicators.units import TIMES, Unit
from rsindicators.vocabulary import unit_pattern, vocabulary

LONGEST: Final = 200_000
"""The most characters a text may have."""
WIDEST: Final = 30
"""How far before a number the words that limit it are looked for."""
_UNIT_REACH: Final = 24

SAME: Final = {
    "达到了": "达到", "达到的": "达到", "高达": "达", "超过了": "超过", "突破了": "突破",
    "提高至": "提高到", "提升至": "提升到", "上升到": "提高到", "上升至": "提高到", "升至": "提高到",
    "调高到": "提高到", "增加至": "增加到", "增至": "增加到", "增长到": "增加到", "增长至": "增加到",
    "扩大到": "增加到", "扩大至": "增加到", "发展到": "增加到", "维持在": "保持在",
    "下降至": "下降到", "降低至": "降低到", "调低到": "降低到", "回落到": "下降到", "减少至": "减少到",
    "减到": "减少到", "压减到": "压缩到", "压缩至": "压缩到", "缩短到": "压缩到", "缩短至": "压缩到",
    "缩减到": "压缩到", "缩小至": "缩小到",
    "不得小于": "不小于", "不得多于": "不多于", "不得大于": "不大于",
    "约为": "约", "近乎": "近", "将近": "近", "超": "超过", "逾": "超过", "起码": "至少",
}  # fmt: skip
"""Words met in sentences, and the word of the comparators that says the same."""

QUANTIFIED: Final = ("全覆盖", "应保尽保", "应参尽参", "动态清零", "动态消除")
"""Of the phrases that `notation` knows, those that are a quantity: all, or none."""

_SIGNS: Final = "零〇○Ο一二两三四五六七八九十百千万亿"
_YEAR: Final = r"(?:19|20|21)[0-9]{2}"
_TO: Final = r"[-—–―~至到]"
_COUNT: Final = r"(?:[0-9]{1,2}|[一二三四五六七八九十两]{1,2})"


@cache
def _names() -> re.Pattern[str]:
    """Stretches whose numbers count nothing."""
    return re.compile(
        "|".join(
            (
                r"“[^“”\n]{1,16}”",
                r"《[^《》\n]{1,100}》",
                r"https?://[!-~]{1,200}",
                r"[〔\[(][12][0-9]{3}[〕\])]第?[0-9]{1,6}号",
                r"\[[0-9]{1,3}\]",
                r"^[ (]{0,20}[0-9]{1,3}(?:[.、)](?![0-9])| +(?=[^0-9 ]))",
                r"(?<=[。;:])[0-9]{1,2}[.、)](?![0-9])",
                rf"(?<![0-9])(?<![0-9][.,]){_YEAR}(?:年?{_TO}{_YEAR})?年(?:[0-9]{{1,2}}月(?:[0-9]{{1,2}}日)?)?",
                r"(?<![0-9])[0-9]{4}[-./][0-9]{1,2}[-./][0-9]{1,2}(?![0-9])",
                rf"[{_SIGNS}]{{4}}年",
                rf"(?<![0-9])(?<![0-9][.,])(?:1[0-2]|0?[1-9])(?:月?{_TO}(?:1[0-2]|[1-9]))?月(?:[0-9]{{1,2}}日)?",
                r"(?<![0-9])(?<![0-9][.,])[0-9]{1,2}日",
                rf"第 ?[0-9{_SIGNS}]{{1,8}}(?:[、—-][0-9{_SIGNS}]{{1,4}}){{0,6}}",
                rf"(?<![目之以年月日此当提底末])前[0-9{_SIGNS}]{{1,6}}",
                rf"每[0-9{_SIGNS}]{{1,8}}",
                rf"(?:近|过去){_COUNT}[余多]?年",
                r"(?<![A-Za-z&])[A-Za-z]{1,2}-?[0-9]{1,4}(?![0-9.])",
                r"(?<![0-9.])[0-9]{1,4}(?:\.[0-9]{1,2})?(?:\+[0-9A-Za-z]|[A-Za-z×])[0-9A-Za-z+]{0,10}",
                r"[0-9]{1,9} ?次(?:浏览|阅读|点击)",
                rf"{_COUNT}年内",
                r"两个一百年",
                r"(?:专栏|(?:(?<![\u4e00-\u9fff])|[附见如])[表图]|附[件录]) ?[0-9]{1,3}(?![0-9]| ?[份张个])",
                rf"(?:[0-9]{{1,3}}|[{_SIGNS}]{{1,4}}) ?个(?:工作|自然)日",
                rf"{_COUNT}个(?:方面|层面|环节|维度|层次|阶段|方向)",
            )
        ),
        re.MULTILINE,
    )


_TOKEN: Final = re.compile(
    rf"[百千]分之|[0-9]{{1,3}}(?:,[0-9]{{3}}){{1,5}}(?![0-9])(?:\.[0-9]{{1,12}})?(?![0-9])"
    rf"|[0-9]+(?:\.[0-9]+)*|[{_SIGNS}]+(?:点[{_SIGNS}]+)?"
)
_COLONS: Final = re.compile(r"(?: ?: ?[1-9][0-9]{0,5}(?:\.[0-9]{1,4})?){1,19}(?![0-9:])")
_STROKE: Final = re.compile(rf"/[1-9][0-9]{{0,3}}(?:{'|'.join(WHOLES)}|(?![0-9/]))")
_PORTION: Final = re.compile(rf"分之[{_SIGNS[4:-5]}]{{1,3}}(?:{'|'.join(WHOLES)}|(?![{_SIGNS}]))")
_SHARED: Final = re.compile(
    r"(?:[、和与及]| 和 )(?:[0-9]{1,9}(?:\.[0-9]{1,6})?[、和与及]){0,8}[0-9]{1,9}(?:\.[0-9]{1,6})?(?![0-9.])"
)
_RANGE: Final = re.compile(r" ?(?:——|[-—–―~至到]) ?([0-9]{1,18}(?:\.[0-9]{1,12})?)(?![0-9.]*[0-9])")
_TAIL: Final = re.compile(rf"\s{{0,6}}(?:\(含\))?({'|'.join(LONGEST_AFTER)})")
_BUILT: Final = re.compile("(?:建成|新建|建设|打造|培育|新增|创建|争创|组建|筹建|引进|认定|设立)$")
_KEPT: Final = ("控制在", "稳定在", "保持在")
_PROPORTION: Final = re.compile("比例|结构|之比|比为|比达")
_TEXT: Final = re.compile(rf"(?<!健)(?:{'|'.join(QUANTIFIED)})(?!”?(?:的|要求|迈向|原则|方针|成果|、保基本))")
_DENIED: Final = re.compile("未|没有|尚不|无法")
_GUIDING: Final = re.compile("(?:围绕|按照|坚持|遵循|本着|贯彻)(?:(?!实现|达到|做到)[^,。;:!?\n]){0,12}$")
_MEASURES: Final = "亩公平吨立瓦辆套台头株册顷里米斤克字卷班支座栋间床组对批笔份宗起例门类种款枚艘架层级届"
_GOES_ON: Final = {
    "人": "才员口民", "家": "庭长具政电", "户": "籍口外", "部": "门分署委队", "分": "钟之别公支类批期",
    "期": "间限末初货望待", "本": "科级市省县地区身", "个": "体性别时", "场": "所地景馆合", "次": "数日",
    "条": "件例款约", "处": "理罚置室于长", "所": "有以属需得谓", "元": "素旦宵",
    "年": "龄度均底末级代会产薪初",
    "天": "然津府气", "位": "于置次居", "名": "单称额誉牌录次",
    "千": _MEASURES, "万": _MEASURES, "亿": _MEASURES,
}  # fmt: skip
"""What turns a counting word into the beginning of another word: 人才 is no 人."""


@cache
def _lead() -> re.Pattern[str]:
    """The words that stand right before a number and belong to it."""

    def any_of(words: Iterable[str]) -> str:
        return "|".join(sorted(words, key=len, reverse=True))

    stating = any_of([*STATING, *(word for word in SAME if SAME[word] in STATING)])
    before = any_of([*BEFORE, *(word for word in SAME if SAME[word] in BEFORE)])
    return re.compile(
        rf"(?P<first>(?:(?:{any_of((*HEDGES, *RUNS))}) ?){{0,4}})(?P<stating>(?<![到发传直送])(?:{stating}))?"
        rf" ?(?P<before>(?<![最附邻临靠节预契签公合违制赶])(?:{before}))?(?P<have>有)?\s{{0,6}}$"
    )


@frozen
class Quantity:
    """A number where it stands in a text.

    Attributes:
        start: Where its printed fragment begins, the words that limit it included.
        end: Where it ends.
        text: The fragment as printed: `text[start:end]` of the whole.
        lead: The hedges, runs and comparator before the number, as `notation.parse` knows them.
        body: Number and unit.
        tail: The comparator behind them.
        unit: The unit; None for a composition and for words.
    """

    start: int
    end: int
    text: str
    lead: str
    body: str
    tail: str = ""
    unit: Unit | None = None

    def read(self, *, report: bool = False) -> Reading:
        """What it says.

        Args:
            report: Whether a result is told: then 达到95% states the figure.

        Returns:
            The reading of the library's own parser. 控制在4.5% leaves open which way: the figure. Where the
            words contradict each other, a target in words.
        """
        lead = self.lead
        if not self.tail and (lead.endswith("控制在") or self._is_ratio):
            lead = lead.removesuffix(next((word for word in LONGEST_STATING if lead.endswith(word)), ""))
        try:
            reading = parse(lead + self.body + self.tail, report=report)
        except RSIndicatorsError:
            reading = Reading(phrase=self.text)
        return evolve(reading, text=self.text)

    @property
    def _is_ratio(self) -> bool:
        """Whether it is a composition or a fraction, which no comparator limits: 达到10:40:50."""
        return self.unit is None or (self.unit == TIMES and not self.body.endswith(TIMES.symbol))


def unit_of(reading: Reading) -> Unit | None:
    """The unit of a figure, fraction or bound; None for a composition and for words."""
    figure = reading.figure or (reading.bound and reading.bound.limit)
    return figure.unit if figure is not None else None


def flat(text: str) -> str:
    """`text` folded character by character, its line breaks kept."""
    return "\n".join(map(fold, text.split("\n")))


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities in `text`, in order; their fragments do not overlap.

    Args:
        text: At most 200,000 characters.

    Examples:
        >>> found = find_quantities("〔2022〕28号:到2025年,在库企业不少于500户,第3次招聘近2012人。")
        >>> [one.text for one in found], str(found[1].read())
        (['不少于500户', '近2012人'], '近2012人')

    Raises:
        NotationError: It is no text, or too long.
    """
    folded = flat(checked(text, NotationError, LONGEST))
    masked = _names().sub(lambda found: "\0" * len(found.group()), folded)
    found: list[Quantity] = []
    words = [Quantity(m.start(), m.end(), m.group(), "", m.group()) for m in _in_words(folded)]
    end = 0
    for token in _TOKEN.finditer(masked):
        if token.start() < end:
            continue
        one = _quantity(text, masked, token, end)
        if one is not None:
            found.append(one)
            end = one.end
    return tuple(sorted(found + words, key=lambda one: one.start))


def _in_words(folded: str) -> list[re.Match[str]]:
    """The targets in words that are neither denied nor named as a principle (坚持应保尽保)."""
    return [m for m in _TEXT.finditer(folded) if not _no_target(folded[max(0, m.start() - 16) : m.start()])]


def _no_target(before: str) -> bool:
    """Whether the sixteen characters before words of a target make them none."""
    return bool(_DENIED.search(before[-4:]) or _GUIDING.search(before))


def _quantity(text: str, masked: str, token: re.Match[str], floor: int) -> Quantity | None:
    """The quantity whose number is `token`, beginning at `floor` or later."""
    body = _digits(masked, token) if token.group()[0].isdigit() else _numeral(masked, token)
    if body is None:
        return None
    spelled, end, sure = body
    tail = _TAIL.match(masked, end)
    first, start = _words(masked, max(floor, token.start() - WIDEST), token.start())
    limited = bool(tail) or (first != "" and any(word in first for word in (*BEFORE, *STATING)))
    stops = (bool(tail) and start > 0 and masked[start - 1].isalpha()) or not masked[end : end + 1].isalnum()
    stops = stops and masked[start - 1 : start] != "["
    if not (sure or (limited and stops) or (limited and sure is None)):
        return None
    try:
        unit = unit_of(parse(spelled))
    except RSIndicatorsError:
        return None
    behind = tail[1] if tail else ""
    end = tail.end() if tail else end
    if not tail and first.endswith(_KEPT) and masked[end : end + 1] == "内":
        behind, end = "以内", end + 1
    return Quantity(start, end, text[start:end], first, spelled, behind, unit)


def _words(masked: str, floor: int, at: int) -> tuple[str, int]:
    """The words right before the place `at`, as the comparators know them, and where they begin."""
    found = _lead().search(masked[floor:at])
    first, stating, before = found.group("first", "stating", "before") if found else ("", "", "")
    if found is None or not (first or stating or before):
        return "", at
    stating, before = stating or "", before or ""
    return first + SAME.get(stating, stating) + SAME.get(before, before), floor + found.start()


Body = tuple[str, int, bool | None]
"""Spelling, end, and whether it counts by itself; None: with a comparator; False: if it ends there too."""


def _digits(masked: str, token: re.Match[str]) -> Body | None:
    """Number and unit of a number in digits."""
    number, start, end = token.group(), token.start(), token.end()
    joined = start > 1 and masked[start - 1] in ".," and masked[start - 2].isdigit()
    if joined or not DIGITS.fullmatch(number[:40]) or (number[0] == "0" and number[1:2].isdigit()):
        return None
    ratio = _COLONS.match(masked, end)
    if ratio:
        return _ratio(masked, start, ratio.end())
    stroke = _STROKE.match(masked, end)
    if stroke:
        return masked[start : stroke.end()], stroke.end(), stroke.group()[-1] == "口"
    over = OVER.match(masked, end)
    unit = _unit_end(masked, over.end() if over else end)
    if over:
        return (masked[start:unit], unit, True) if unit > over.end() else None
    upper = _RANGE.match(masked, unit)
    if upper:
        last = _unit_end(masked, upper.end())
        if last > upper.end():
            return f"{masked[start:unit]}—{masked[upper.start(1) : last]}", last, True
        return None
    shared = _SHARED.match(masked, end) if unit == end else None
    last = _unit_end(masked, shared.end()) if shared else 0
    if shared and last > shared.end():  # 分别达到20、30万人: the unit stands once
        listed = "分别" in masked[max(0, start - WIDEST) : start]
        return (masked[start:end] + masked[shared.end() : last], end, True) if listed else None
    year = number.isdigit() and len(number) == 4 and number[:2] in ("19", "20", "21")
    return None if unit == end and year else (masked[start:unit], unit, unit > end)


def _ratio(masked: str, start: int, end: int) -> Body | None:
    """A composition: shares of a hundred, or called a proportion; not the time of day."""
    spelled = masked[start:end].replace(" ", "")
    named = _PROPORTION.search(masked, max(0, start - 12), start)
    whole = Composition.parse(spelled).is_percentage
    return (spelled, end, True) if whole or named else None


def _numeral(masked: str, token: re.Match[str]) -> Body | None:
    """Number and unit of a Chinese numeral."""
    numeral, start, end = token.group(), token.start(), token.end()
    if numeral in ("百分之", "千分之"):
        rest = _TOKEN.match(masked, end)
        return (masked[start : rest.end()], rest.end(), True) if rest and rest.group()[0] in _SIGNS else None
    portion = _PORTION.match(masked, end)
    if portion:
        return masked[start : portion.end()], portion.end(), True
    if len(numeral) > MOST_DIGITS:
        return None
    over = OVER.match(masked, end)
    unit = _unit_end(masked, over.end() if over else end)
    if unit == (over.end() if over else end):
        return None
    if numeral in "百千万亿":  # 万余名, 近千人 leave out their 一
        spelled = ("100" if numeral == "百" else "1" + numeral) + masked[end:unit]
        return spelled, unit, True if over else None
    large = len(numeral) > 1 and bool(set(numeral) & set("十百千万亿"))
    built = bool(_BUILT.search(masked, max(0, start - 2), start)) and masked[unit : unit + 1].isalpha()
    return masked[start:unit], unit, True if large or built else None


def _unit_end(masked: str, at: int) -> int:
    """Where the unit that stands at a place ends; the place itself where none stands there."""
    begin = at + (masked[at : at + 1] == " ")
    found = unit_pattern().match(masked, begin, begin + _UNIT_REACH)
    if not found or found.group() in ("月", "日"):
        return at
    end = found.end()
    if masked.startswith("(次)", end):  # 人(次) is neither 人 nor 人次
        return at
    while begin < end < len(masked) and masked[end] in _GOES_ON.get(masked[end - 1], ""):
        end -= 1
    whole = end == found.end() or masked[begin:end] in vocabulary().atoms
    return end if end > begin and whole else at
