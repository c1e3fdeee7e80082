"""Where a statement comes from."""

import pickle

import pytest

from rsindicators import Source

PLAN = "叙永县人力资源和社会保障事业发展“十四五”规划"


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        (Source(PLAN), f"《{PLAN}》"),
        (Source(PLAN, "指标解释", "附录23", 234), f"《{PLAN}》 指标解释 附录23 第234行"),
        (Source(PLAN, item="专栏2第14行", line=0), f"《{PLAN}》 专栏2第14行 第0行"),
        (Source(PLAN, file="002.txt", checked="2026-11-22, by hand"), f"《{PLAN}》"),
    ],
)
def test_a_source_is_shown_down_to_the_line(source, shown):
    assert str(source) == shown


def test_a_source_survives_repr_and_pickle_and_can_be_a_key():
    source = Source(PLAN, "指标解释", "附录23", 234, "002.txt", "2026-11-22")
    assert eval(repr(source), {"Source": Source}) == source
    assert pickle.loads(pickle.dumps(source)) == source
    assert {source: 1}[Source(PLAN, "指标解释", "附录23", 234, "002.txt", "2026-11-22")] == 1


def test_a_source_cannot_be_changed():
    with pytest.raises(AttributeError):
        Source(PLAN).line = 5
