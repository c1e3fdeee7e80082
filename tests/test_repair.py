"""Findings told once for each cause, with what would settle them."""

import re
from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from related import (
    ACCEPTED,
    CARRIED,
    COVER,
    HOLDERS,
    RATE,
    RULES,
    SETTLED,
    answers,
    cards,
    closing,
    related,
)  # fmt: skip

from rsindicators import Catalogue, Figure, Observation, Severity
from rsindicators.constituent import constituents
from rsindicators.facts import Facts
from rsindicators.finding import Finding, Place, Repair
from rsindicators.kinds import Certainty, Lag, Measure, Mend
from rsindicators.repair import MOST_PLACES, MOST_REPAIRS, Traced, explained_by, traced
from rsindicators.rule import Outcome
from rsindicators.rules.ranges import RULES as RANGES

BEFORE = cards("80.1%", "46.11万人", "57.57万人", period="2022年末")
PRIOR = closing("95.2%", "940件", "930件", "57件", period="2022年")
WHOLE = next(rule for rule in RANGES if rule.code == "ranges.whole")
SOUND = closing("96.6%", "963件", "950件", "47件")


def told(submitted, prior=(), rules=RULES, **more):
    facts = Facts(submitted, prior, **more)
    return explained_by(answers(facts, rules), facts)


def only(submitted, prior=(), rules=RULES):
    [finding] = told(submitted, prior, rules)
    return finding


def repairs(finding):
    return [(one.mend.value, one.label, one.new) for one in finding.repairs]


# ── told once ────────────────────────────────────────────────────────────────────────────────────────────


def test_nothing_wrong_tells_nothing():
    assert told(SOUND, PRIOR) == ()
    assert traced([], Facts(())) == Traced(())


def test_what_has_one_cause_is_told_once_as_the_gravest_of_its_findings():
    finding = only(closing("101.4%", "963件", "950件", "47件"), PRIOR)
    assert (finding.code, finding.also) == ("identities.formula", ("ranges.maximum",))
    assert repairs(finding) == [("without_carry_over", "劳动人事争议仲裁结案率(2023年)", "96.6%")]
    assert finding.expected.text == "96.6%"
    assert finding.actual == "101.4%"
    milder = evolve(RULES[0], severity=Severity.QUERY)
    graver = only(closing("101.4%", "963件", "950件", "47件"), PRIOR, (milder, *RULES[1:]))
    assert (graver.code, graver.also) == ("ranges.maximum", ("identities.formula",))
    doubtful = tuple(evolve(rule, certainty=Certainty.SUSPECT) for rule in RULES[:2])
    surer = only(closing("101.4%", "963件", "950件", "47件"), PRIOR, (*doubtful, *RULES[2:]))
    assert surer.code == "ranges.maximum"


def test_the_places_begin_with_the_suspected_cells_the_likeliest_first():
    finding = only(closing("96.6%", "693件", "950件", "47件"), PRIOR)
    assert [cited.text for cited in finding.figures] == ["693件", "96.6%", "950件", "47件"]
    assert finding.cell == "叙永县 当期审结案件数 2023年"
    assert finding.expected.label == "当期审结案件数"
    assert str(finding.expected.interval) == "[963, 963]"
    assert dict(finding.facts)["actual"] == "96.6%"  # the message stays the one of its relation


def test_figures_of_other_places_are_other_causes_in_the_order_asked():
    one = cards("28.4%", "47.52万人", "57.67万人")
    other = cards("82.4%", "47.52人", "57.67万人", region="古蔺县")
    findings = told([*one, *other])
    assert [finding.region for finding in findings] == ["叙永县", "古蔺县"]
    assert all(finding.also == () for finding in findings)


def test_the_same_rule_broken_twice_is_not_named_beside_itself():
    high = related("ranges.usual", "本数 <= 9", 本数=SETTLED.code)
    assert only([Observation(SETTLED, "12件", "2023年", "叙永县")], rules=(high, high)).also == ()


def test_two_wrong_cells_are_told_each_with_its_own_repair():
    findings = told(cards("82.4%", "475234万人", "576万人"), BEFORE)
    assert [(one.code, one.also) for one in findings] == [
        ("identities.formula", ("time.stock_jump",)), ("time.stock_jump", ()),
    ]  # fmt: skip
    assert repairs(findings[0])[0][::2] == ("over_ten_thousand", "47.5234万人")
    assert repairs(findings[1]) == [("value", "当地常住人口数(2023年)", "[28.78, 112.00]万人")]  # its limit
    assert findings[1].expected.text == "[28.78, 112.00]万人"


def test_a_jump_alone_is_settled_by_known_slips_before_its_limits():
    _, holders, people = cards("80.1%", "461132万人", "20.4万人")
    assert [repair.mend for repair in only([holders], BEFORE).repairs] == [Mend.OVER_TEN_THOUSAND]
    found = only([people], BEFORE)
    assert [(one.mend, one.new) for one in found.repairs] == [(Mend.VALUE, "[28.78, 115.15]万人")]
    lower = related(
        "time.stock_jump", "本期 * 2 >= 上期 * 3", 本期=HOLDERS.code, 上期=(HOLDERS.code, Lag.PREVIOUS)
    )
    upper = evolve(lower, text="本期 * 2 <= 上期 * 3")
    [mend] = only([cards("80.1%", "46.11万人", "57万人")[1]], BEFORE, (lower, upper)).repairs
    assert (mend.mend, mend.new) == (Mend.VALUE, "[69.16, 69.17]万人")
    assert only([cards("80.1%", "46.11万人", "57万人")[1]], BEFORE, (lower,)).repairs[0].new.startswith("≥")
    beside = cards("80.1%", "16.13万人", "57.57万人")
    assert {repair.mend for repair in only(beside, BEFORE).repairs} == {Mend.VALUE}  # its formula tells it


def test_a_whole_column_in_another_unit_is_told_cell_by_cell():
    findings = told(cards("82.4%", "475234万人", "576712万人"), BEFORE)
    assert [repairs(one)[0] for one in findings] == [
        ("over_ten_thousand", f"{HOLDERS.name}(2023年)", "47.5234万人"),
        ("over_ten_thousand", "当地常住人口数(2023年)", "57.6712万人"),
    ]


def test_exchanged_cells_are_one_repair_that_names_both():
    rate, one, other = cards("82.4%", "57.67万人", "47.52万人")
    seen = [rate, evolve(one, cell="C3"), evolve(other, cell="C4", form="表")]
    finding = only(seen, BEFORE)
    assert repairs(finding)[0] == (
        "swapped", f"{HOLDERS.name}(2023年)、C4 当地常住人口数(2023年)", "47.52万人、57.67万人",
    )  # fmt: skip
    assert finding.repairs[0].old == "57.67万人、47.52万人"
    assert [place.item for place in finding.places[:2]] == ["C3", "C4"]
    assert finding.repairs[0].indicator == HOLDERS.code


def test_what_only_an_exchange_of_two_cells_explains_is_told_once():
    prior = cards("20%", "21万人", "98万人", period="2022年末")
    finding = only(cards("21.0%", "97.67万人", "20.52万人"), prior)
    assert finding.also == ("time.stock_jump",)
    assert repairs(finding) == [
        ("swapped", f"{HOLDERS.name}(2023年)、当地常住人口数(2023年)", "20.52万人、97.67万人")
    ]
    assert finding.expected is None


def test_what_no_three_cells_explain_is_told_one_by_one_and_counted():
    limits = ((Figure(47, "亿人"), HOLDERS.code), (Figure(500, "%"), COVER.code))
    firm = [
        related("own.firm", "本数 >= 下限", limits=(("下限", limit),), 本数=code) for limit, code in limits
    ]
    facts = Facts(cards("82.4%", "475234万人", "576万人"), BEFORE)
    found = traced(answers(facts, (*RULES, *firm)), facts)
    assert found.singly == len(found.findings) > 1
    assert all(finding.repairs == () for finding in found.findings)


def test_one_finding_that_nothing_explains_is_told_as_it_was():
    one = Observation(SETTLED, "12件", "2023年", "叙永县")
    none = related("own.none", "本数 * 本数 <= 0 - 1", 本数=SETTLED.code)
    facts = Facts([one])
    outcomes = answers(facts, (none,))
    assert traced(outcomes, facts) == Traced((outcomes[0].finding,))


def test_findings_of_no_relation_and_of_plans_are_told_as_they_are():
    finding = Finding("keys.missing", Severity.QUERY, Certainty.SUSPECT, (Place("表"),))
    facts, goal = Facts(SOUND), (("目标", Figure(99, "%")),)
    target = related("plan.target", "率 >= 目标", Severity.NOTE, limits=goal, 率=RATE.code)
    outcomes = [Outcome(finding), *answers(facts, (target,))]
    assert explained_by(outcomes, facts) == (finding, outcomes[1].finding)
    assert outcomes[1].finding.repairs == ()


def test_a_cell_that_must_change_with_its_rate_is_offered_with_it():
    rate, settled, accepted, carried = closing("84.1%", "557件", "526件", "136件")
    prior = closing("90%", "635件", "658件", "57件", period="2022年")
    finding = only([rate, settled, accepted, carried], prior)
    assert repairs(finding) == [
        ("stale_carry_over", f"{CARRIED.name}(2023年)、{RATE.name}(2023年)", "80件、91.9%")
    ]
    assert finding.expected is None
    again = evolve(RULES[-1], code="time.january")
    both = only([rate, settled, accepted, carried], prior, (*RULES, again))
    assert (both.code, both.also) == ("time.carry_over", ("time.january",))


def test_what_was_not_carried_over_is_told_once_with_the_rate_that_lacks_it():
    prior = closing("95%", "910件", "920件", "40件", period="2022年")
    finding = only(closing("101.4%", "963件", "950件", "0件"), prior)
    assert repairs(finding) == [
        ("without_carry_over", f"{RATE.name}(2023年)、{CARRIED.name}(2023年)", "96.3%、50件")
    ]
    assert {finding.code, *finding.also} == {"identities.numerator", "ranges.maximum", "time.carry_over"}


def test_several_findings_of_cells_that_must_change_together_are_told_once_without_repairs():
    seen = cards("41.2%", "23.76万人", "57.67万人")
    prior = cards("80.1%", "50万人", "57.57万人", period="2022年末")
    facts = Facts(seen, prior)
    outcomes = answers(facts)
    assert traced(outcomes, facts) == Traced(tuple(one.finding for one in outcomes if one.finding))
    again = evolve(RULES[5], code="time.flow_jump")
    finding = only(seen, prior, (*RULES, again))
    assert finding.also == ("time.flow_jump",)
    assert finding.repairs == ()


# ── repairs ──────────────────────────────────────────────────────────────────────────────────────────────


def test_no_more_repairs_and_places_are_told_than_anyone_reads():
    parts = [part for one in Catalogue.standard() for part in constituents(one)]
    every = [one for one in (*Catalogue.standard(), *parts) if one.unit.symbol == "万人"]
    seen = [Observation(one, "9.3万人", "2023年") for one in every if one.measure is Measure.STOCK]
    finding = only(seen, rules=(sum_of(seen),))
    assert len(seen) > MOST_REPAIRS
    assert len(finding.repairs) == MOST_REPAIRS
    assert len(finding.places) == min(MOST_PLACES, len(seen))


def sum_of(seen):
    names = {f"数{number}": one.indicator.code for number, one in enumerate(seen)}
    limit = Figure(9 * len(seen), "万人")
    return related("own.sum", f"{' + '.join(names)} = 上限", limits=(("上限", limit),), **names)


def test_slips_stand_before_values_and_a_cell_has_a_value_only_without_a_slip():
    finding = only(cards("82.4%", "475234万人", "57.67万人"))
    assert [one.mend for one in finding.repairs] == [
        Mend.OVER_TEN_THOUSAND, Mend.TIMES_TEN_THOUSAND,
    ]  # fmt: skip
    finding = only(cards("8.24%", "47.52万人", "57.67万人"))
    assert [one.mend for one in finding.repairs] == [Mend.VALUE] * 3
    finding = only(cards("28.4%", "87.52万人", "57.67万人"))
    assert Mend.VALUE in [one.mend for one in finding.repairs]


@pytest.mark.parametrize(
    ("submitted", "found"),
    [
        (closing("0.95%", "95件", "95件", "5件"), ["times_hundred"]),  # not 9943件
        (cards("0.924%", "47.52万人", "57.67万人"), ["value"] * 3),
        (closing("0.95%", "963件", "95件", "5件"), []),  # nobody wrote 95件 for 100833件
    ],
)
def test_a_value_far_from_what_stands_there_is_offered_last_or_never(submitted, found):
    assert [mend for mend, *_ in repairs(only(submitted))] == found


COVERED_BY = Catalogue.standard()["技能人才数量"], Catalogue.standard()["高技能人才数量"]
ABOVE = related(
    "parts.part", "部分 <= 总数", 部分=COVERED_BY[1].code, 总数=COVERED_BY[0].code
)  # fmt: skip


def skilled(*texts, period="2023年末"):
    return [Observation(one, text, period, "叙永县") for one, text in zip(COVERED_BY, texts, strict=True)]


def test_a_part_and_its_whole_are_exchanged_where_both_then_fit_what_was_before():
    swapped = ("swapped", "高技能人才数量(2023年)、技能人才数量(2023年)", "0.41万人、2.60万人")
    assert repairs(only(skilled("0.41万人", "2.60万人"), rules=(ABOVE,))) == [swapped]
    same = skilled("2.51万人", "0.40万人", period="2022年末")
    assert repairs(only(skilled("0.41万人", "2.60万人"), same, (ABOVE,))) == [swapped]
    other = skilled("0.42万人", "0.25万人", period="2022年末")
    assert [repair[::2] for repair in repairs(only(skilled("0.41万人", "2.60万人"), other, (ABOVE,)))] == [
        ("value", "[0.00, 0.42]万人"), ("value", "≥2.59万人"),
    ]  # fmt: skip


def test_a_limit_tells_no_value():
    assert repairs(only(closing("101.4%", "96件", "950件", "47件")[:1])) == []
    wide = related("own.most", "本数 <= 上限", limits=(("上限", Figure(9, "件")),), 本数=SETTLED.code)
    assert repairs(only([Observation(SETTLED, "12件", "2023年")], rules=(wide,))) == []


def test_a_bound_is_far_from_nothing():
    found = repairs(only(cards("超过90%", "47.52万人", "57.67万人")))
    assert ("value", f"{COVER.name}(2023年)", "82%") in found


def test_what_is_no_whole_number_is_told_without_a_range():
    people = Observation("失业保险参保人数", "23400.5人", "2023年末")
    finding = only([people], rules=(WHOLE,))
    assert (finding.repairs, finding.expected) == ((), None)
    few = Observation("失业保险参保人数", "2.34人", "2023年末")
    assert [mend for mend, *_ in repairs(only([few], rules=(WHOLE,)))] == ["times_ten_thousand"]


def test_a_figure_below_zero_is_offered_without_its_minus():
    least = related("own.least", "本数 >= 下限", limits=(("下限", Figure(0, "万人")),), 本数=HOLDERS.code)
    cell = cards("82.4%", "-2.3万人", "57.67万人")[1]
    assert repairs(only([cell], rules=(least,))) == [("value", f"{HOLDERS.name}(2023年)", "2.3万人")]
    more = evolve(least, limits=(("下限", Figure(3, "万人")),))
    assert repairs(only([cell], rules=(more,))) == []


@pytest.mark.parametrize("mend", list(Mend))
def test_every_repair_is_told_in_both_languages(mend):
    one = Repair(mend, Place("表", "B5"), "审结数(2023年)", "963件", "96件", "closed")
    assert all(part in one.say(language) for part in ("B5", "963件", "96件") for language in ("zh", "en"))


# ── on drawn figures ─────────────────────────────────────────────────────────────────────────────────────


@st.composite
def systems(draw):
    """A closing rate with its components, consistent with each other and the year before; maybe that year."""
    accepted, carried = draw(st.integers(1, 3000)), draw(st.integers(0, 200))
    due = accepted + carried
    settled = draw(st.integers(0, due))
    decimals = draw(st.integers(0, 2))
    rate = f"{(settled * 10 ** (decimals + 3) // due + 5) // 10 * 1:0{decimals + 1}d}"
    text = rate if not decimals else f"{rate[:-decimals]}.{rate[-decimals:]}"
    told = closing(f"{text}%", f"{settled}件", f"{accepted}件", f"{carried}件")
    before = draw(st.integers(carried, carried + 2000))
    prior = closing("50%", f"{before}件", f"{before}件", f"{carried}件", period="2022年")[1:]
    return told, draw(st.sampled_from([(), prior]))


@st.composite
def corrupted(draw):
    """The same with another number in one cell, which, and whether it is within a hundred times."""
    told, prior = draw(systems())
    at = draw(st.integers(0, 3))
    unit, figure = ("%", told[0].figure) if at == 0 else ("件", told[at].figure)
    scaled = st.sampled_from([int(figure.value) * 10**places for places in (1, 2, 4)])
    other = draw(scaled | st.integers(0, 9000))
    seen = list(told)
    seen[at] = Observation(told[at].indicator, f"{other}{unit}", "2023年", "叙永县")
    less, more = sorted((Fraction(told[at].figure.value), Fraction(other)))
    return seen, prior, seen[at].indicator.code, more <= 100 * max(less, 1)


def written(repair, submitted):
    """The submission with a repair applied, in every way it may be meant at its ends."""
    if repair.mend is Mend.SWAPPED and "、" in repair.new:
        pair = [SETTLED.code, ACCEPTED.code]
        return [filled(submitted, dict(zip(pair, repair.new.split("、"), strict=True)))]
    ranged = re.fullmatch(r"\[(.+), (.+)\](.+)", repair.new)
    ends = [ranged[1] + ranged[3], ranged[2] + ranged[3]] if ranged else [repair.new.lstrip("≤≥")]
    return [filled(submitted, {repair.indicator: end}) for end in ends]


def filled(submitted, texts):
    """The submission with other figures for some indicators."""
    return [
        Observation(one.indicator, texts.get(one.indicator.code, one.figure), one.period, one.region)
        for one in submitted
    ]


@given(corrupted())
def test_every_repair_settles_all_and_the_wrong_cell_is_among_them(drawn):
    seen, prior, wrong, is_near = drawn
    findings = told(seen, prior)
    assert len(findings) <= 1
    for finding in findings:
        if is_near and "identities.formula" in (finding.code, *finding.also):
            assert any(repair.indicator == wrong or "、" in repair.label for repair in finding.repairs)
        for repair in finding.repairs:
            for mended in written(repair, seen):
                assert told(mended, prior) == ()


@given(systems())
def test_true_figures_are_never_accused(drawn):
    seen, prior = drawn
    assert told(seen, prior) == ()
