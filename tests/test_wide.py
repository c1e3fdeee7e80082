"""Wide tables: whose headings tell something of the figures below them."""

import pytest
from filled import GLOSSARY, cells
from refusal import refused

from rsindicators.errors import TableError
from rsindicators.table import Cell
from rsindicators.wide import wide_layout


def spread(*texts, regions=()):
    """What each column of figures is told by: the key, and the heading."""
    layout = wide_layout(cells(*texts), GLOSSARY, regions)
    if layout is None:
        return None
    return [(column, key, cell.text) for column, told in layout.spread for key, cell in told.items()]


def test_columns_may_be_periods():
    assert spread("指标", "单位", "2022年末", "2023年1—6月", "“十四五”", "备注") == [
        (2, "period", "2022年末"),
        (3, "period", "2023年1—6月"),
        (4, "period", "“十四五”"),
    ]
    years = [Cell("指标", "A1"), Cell("2022", "B1", "number"), Cell("2023-06", "C1", "date")]
    assert [column for column, _ in wide_layout(years, GLOSSARY).spread] == [1, 2]


def test_columns_may_be_regions():
    assert spread("指标", "单位", "叙永县", "510525", "市本级", "某高新开发区", "全市合计", "联系人") == [
        (2, "region", "叙永县"),
        (3, "region", "510525"),
        (4, "region", "市本级"),
        (5, "region", "某高新开发区"),
        (6, "region", "全市合计"),
    ]
    assert spread("指标", "时期", "叙永", "古蔺", regions=["叙永", "古蔺"]) == [
        (2, "region", "叙永"),
        (3, "region", "古蔺"),
    ]


def test_columns_may_be_indicators_of_regions_or_periods():
    layout = wide_layout(
        cells("地区", "失业参保人数(万人)", "仲裁结案率/审结", "某某人数（人）", "联系人"), GLOSSARY
    )
    assert [told["indicator"].text for _, told in layout.spread] == [
        "失业参保人数(万人)",
        "仲裁结案率/审结",
        "某某人数（人）",
    ]
    assert layout.apart
    assert spread("时期", "技能人才数量") == [(1, "indicator", "技能人才数量")]


@pytest.mark.parametrize(
    "texts",
    [
        ("指标", "数值", "2022年"),
        ("指标", "说明"),
        ("指标", "时期", "2022年"),
        ("指标", "地区", "叙永县"),
        ("指标", "单位", "总数"),
        ("指标", "510024", "a\x00"),
        ("地区", "联系人", "电话"),
        ("地区", "某某人数(人)"),
        ("地区", "x" * 10_000),
        ("失业参保人数", "技能人才数量"),
        ("某县填报表", ""),
        (),
    ],
)
def test_other_rows_are_no_headings_of_a_wide_table(texts):
    assert wide_layout(cells(*texts), GLOSSARY) is None


@pytest.mark.parametrize(
    ("texts", "place"),
    [
        (("指标", "2022年", "2022"), "C1"),
        (("指标", "叙永县", "叙 永 县"), "C1"),
        (("地区", "失业参保人数", "单位", "失业保险参保人数(万人)"), "D1"),
        (("地区", "技能人才数量", "某某(人)", "某某(人)"), "D1"),
    ],
)
def test_two_columns_of_the_same_are_refused_with_their_address(texts, place):
    with refused(TableError, "submission.twice", place):
        wide_layout(cells(*texts), GLOSSARY)


def test_a_shared_component_may_head_two_columns():
    assert len(spread("地区", "调解成功率(%)", "审结", "仲裁结案率(%)", "审结")) == 4
