"""Indicators that documents use without defining them."""

import pytest
from refusal import refused

from rsindicators.errors import DefinitionError
from rsindicators.kinds import Accumulation, Additivity, Measure
from rsindicators.listed import COLUMNS, read_listed
from rsindicators.source import Document

HEAD = ",".join(COLUMNS)
LINE = (
    "talent_total,人才资源总量,Talent,万人,stock,higher,at_end,sum,none,,人才总量=正文第732行|人才数=表2,"
    "zhejiang,三、目标,表2第1行,868,2026-11-22 逐格核对,期末人数,六类有交叉"
)
DOCUMENTS = {"zhejiang": Document("浙江省人才发展“十四五”规划", "zhejiang", file="001.txt")}


def test_a_line_is_an_indicator_that_is_listed_and_not_defined():
    (one,) = read_listed(f"{HEAD}\n{LINE}\n", DOCUMENTS, "zhejiang.csv")
    assert (one.code, one.name, one.is_defined) == ("talent_total", "人才资源总量", False)
    assert (one.measure, one.accumulation, one.over_regions, one.over_periods) == (
        Measure.STOCK, Accumulation.AT_END, Additivity.SUM, Additivity.NONE
    )  # fmt: skip
    assert [alias.name for alias in one.aliases] == ["人才总量", "人才数"]
    assert one.reason("measure") == "期末人数"
    assert (one.source.document, one.source.line) == ("浙江省人才发展“十四五”规划", 868)
    assert one.remarks == ("六类有交叉",)


def test_a_part_says_why_it_is_one():
    line = LINE.replace("sum,none,,", "sum,none,talent,").replace("六类有交叉", "")
    (one,) = read_listed(f"{HEAD}\n{line}\n", DOCUMENTS, "zhejiang.csv")
    assert (one.part_of, one.reason("part_of"), one.remarks) == ("talent", "期末人数", ())


@pytest.mark.parametrize("text", ["", "code,name\n", HEAD + ",more\n" + LINE])
def test_other_headings_are_refused(text):
    with refused(DefinitionError, "listed.columns", "zhejiang.csv"):
        read_listed(text, DOCUMENTS, "zhejiang.csv")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("万人", "仁"),
        ("stock", "stuff"),
        ("zhejiang,", "nowhere,"),
        ("868", "x"),
        ("talent_total", "人才"),
        (",六类有交叉", ""),
    ],
)
def test_a_line_that_does_not_fit_is_named(old, new):
    text = f"{HEAD}\n{LINE}\n{LINE.replace(old, new, 1)}\n"
    with refused(DefinitionError, "listed.line", "zhejiang.csv", "3"):
        read_listed(text, DOCUMENTS, "zhejiang.csv")
