"""What a judgement says."""

import pickle

import pytest

from rsindicators import Figure, Interval, Judgement, Verdict
from rsindicators.judgement import undecided


@pytest.mark.parametrize(
    ("judgement", "chinese", "english"),
    [
        (Judgement(Verdict.MET, certain=True), "达到", "met"),
        (Judgement(Verdict.MET), "达到(四舍五入可能改变)", "met (rounding could turn it)"),
        (Judgement(Verdict.MISSED, certain=True), "未达到", "missed"),
        (Judgement(Verdict.MISSED), "未达到(四舍五入可能改变)", "missed (rounding could turn it)"),
        (undecided("missing"), "未定:没有数", "undecided: no figure"),
        (undecided("tolerance"), "未定:需要指明允许的偏差", "undecided: a tolerance must be named"),
        (undecided("text"), "未定:目标是文字", "undecided: the target is in words"),
        (undecided("no_target"), "未定:没有目标值", "undecided: no target value"),
    ],
)
def test_it_is_said_in_chinese_and_in_english(judgement, chinese, english):
    assert judgement.say() == chinese
    assert judgement.say("en") == english
    assert str(judgement) == chinese


@pytest.mark.parametrize("reason", ["one_sided", "kind", "composition", "composition_length"])
def test_every_reason_has_its_words_in_both_languages(reason):
    assert undecided(reason).say().startswith("未定:")
    assert undecided(reason).say("en").startswith("undecided: ")


def test_an_undecided_one_is_never_certain_and_has_no_margin():
    judgement = undecided("missing")
    assert (judgement.verdict, judgement.certain, judgement.margin) == (Verdict.UNDECIDED, False, None)
    assert judgement.reason == "judgement.missing"


def test_it_survives_repr_and_pickle_and_can_be_a_key():
    judgement = Judgement(Verdict.MISSED, margin=Figure("-0.0", "个百分点"), at_limit=True, inferred=True)
    names = {"Judgement": Judgement, "Verdict": Verdict, "Figure": Figure, "Interval": Interval}
    assert eval(repr(judgement), names) == judgement
    assert pickle.loads(pickle.dumps(judgement)) == judgement
    assert {judgement: 1}[judgement] == 1


def test_it_cannot_be_changed():
    with pytest.raises(AttributeError):
        Judgement(Verdict.MET).certain = True
