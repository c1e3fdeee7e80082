"""Kinds: a stable English value for data, a Chinese label for people."""

import pickle

import pytest
from each import of_each

from rsindicators import kinds
from rsindicators.kinds import (
    Accumulation,
    Additivity,
    Agreement,
    Basis,
    Certainty,
    Claimed,
    Content,
    Direction,
    Kind,
    Lag,
    Measure,
    Mend,
    Method,
    Nature,
    Relation,
    Role,
    Severity,
    Standing,
    Status,
    Verdict,
)

ALL = [
    Accumulation,
    Additivity,
    Agreement,
    Basis,
    Certainty,
    Claimed,
    Content,
    Direction,
    Lag,
    Measure,
    Mend,
    Method,
    Nature,
    Relation,
    Role,
    Severity,
    Standing,
    Status,
    Verdict,
]
MEMBERS = [member for kind in ALL for member in kind]


@pytest.mark.parametrize(
    ("member", "label"),
    [
        # issue 2, item 5
        (Measure.STOCK, "期末数"),
        (Measure.FLOW, "报告期数"),
        (Measure.RATIO, "比率"),
        (Measure.COMPOSITION, "构成"),
        (Measure.GROWTH, "增速"),
        (Accumulation.AT_END, "期末"),
        (Accumulation.ANNUAL, "年度"),
        (Accumulation.YEAR_TO_DATE, "本年累计"),
        (Accumulation.CUMULATIVE, "累计"),
        (Accumulation.EACH_YEAR, "每年"),
        (Accumulation.AVERAGE_ANNUAL, "年均"),
        (Nature.BINDING, "约束性"),
        (Nature.ANTICIPATED, "预期性"),
        (Severity.BLOCKING, "强制性"),
        (Severity.QUERY, "核实性"),
        (Severity.NOTE, "提示性"),
        (Direction.HIGHER, "正向"),
        (Direction.LOWER, "逆向"),
        (Verdict.MET, "达到"),
        (Verdict.MISSED, "未达到"),
        (Verdict.UNDECIDED, "未定"),
        (Status.ESTIMATED, "预计"),
        (Status.PRELIMINARY, "快报"),
        (Status.FINAL, "年报"),
        (Status.REVISED, "修订"),
        # issue 3, items 4 and 6
        (Standing.EARLY, "提前完成"),
        (Standing.FASTER, "快于预期"),
        (Standing.ON_TRACK, "符合预期"),
        (Standing.LAGGING, "滞后"),
        (Standing.NOT_ASSESSABLE, "不可评估"),
        (Standing.DONE, "完成"),
        (Standing.NOT_DONE, "未完成"),
    ],
)
def test_the_labels_are_those_of_the_trade(member, label):
    assert member.label == label


def test_all_kinds_are_tested_here():
    found = [kind for kind in vars(kinds).values() if isinstance(kind, type) and issubclass(kind, Kind)]
    assert {*found} == {Kind, *ALL}


@of_each(MEMBERS)
def test_a_kind_is_found_by_its_value_and_by_its_label(member):
    kind = type(member)
    assert kind(member.value) is member
    assert kind(member.label) is member
    assert kind.called(member.label) is kind.called(member.value) is member
    assert kind[member.name] is member


@of_each(MEMBERS)
def test_the_value_is_the_name_in_small_letters_and_stays_so(member):
    assert member.value == member.name.lower()
    assert member.value.isascii()


def test_what_no_member_is_called_is_refused():
    with pytest.raises(ValueError, match="无"):
        Measure.called("无")


@pytest.mark.parametrize("kind", ALL)
def test_no_two_labels_are_the_same_and_none_is_a_value(kind):
    assert len({member.label for member in kind}) == len(kind)
    assert not {member.label for member in kind} & {member.value for member in kind}


@of_each(MEMBERS)
def test_it_survives_repr_and_pickle(member):
    assert eval(repr(member), vars(kinds)) is member
    assert pickle.loads(pickle.dumps(member)) is member


@pytest.mark.parametrize("value", ["stocks", "期末", "", None, 1])
def test_an_unknown_kind_is_refused(value):
    with pytest.raises(ValueError, match="Measure"):
        Measure(value)


def test_a_status_comes_after_the_less_final_ones():
    assert [status.label for status in Status] == ["预计", "快报", "年报", "修订"]
