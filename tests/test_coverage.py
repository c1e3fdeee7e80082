"""Who did not report, and what was reported twice."""

from filled import entered

from rsindicators import Observation
from rsindicators.coverage import Missing, Repeated, missing_of, renamed, repeated_of
from rsindicators.fault import Fault


def seen(value, region="叙永县", period="2023年末", form="甲.xlsx", name="失业保险参保人数", **more):
    return Observation(name, value, period, region=region, form=form, **more)


def test_a_region_that_was_asked_and_told_nothing_is_missing():
    told = [seen("2.3万人"), seen(None, region="古蔺县"), seen(None, region="合江县")]
    assert missing_of(told, (), ["叙永县", "古蔺县", "泸县"]) == (
        Missing("古蔺县"),
        Missing("泸县"),
        Missing("合江县", told[2].indicator),
    )


def test_an_indicator_is_missing_where_all_its_rows_are_empty():
    told = [
        seen(None, period="2022年末"),
        seen("2.3万人", period="2023年末"),
        seen(None, name="技能人才数量"),
        seen(None, name="高技能人才数量", phrase="全覆盖"),
        seen("1万人", name="专业技术人才数量"),
    ]
    (missing,) = missing_of(told, (), ())
    assert (missing.region, missing.indicator.name, str(missing)) == (
        "叙永县",
        "技能人才数量",
        "叙永县 技能人才数量",
    )
    assert str(Missing("古蔺县")) == "古蔺县"


def test_what_cannot_be_read_was_reported():
    found = entered(
        [
            {
                "indicator": "失业参保人数",
                "region": "叙永县",
                "period": "2023年",
                "value": "若干",
                "unit": "万人",
            }
        ]
    )
    assert missing_of([seen(None)], found.faults, ["叙永县"]) == ()
    assert missing_of([seen(None, name="技能人才数量")], found.faults, ["叙永县"]) != ()
    kept = [
        Fault("units.missing", "", "", "", found.faults[0].error, seen("1万人"), "叙永县", "失业保险参保人数")
    ]
    assert [str(one) for one in missing_of([seen(None)], kept, ())] == ["叙永县 失业保险参保人数"]


def test_a_full_key_that_two_forms_report_is_repeated():
    told = [
        seen("2.3万人"),
        seen("2.3万人", form="乙.xlsx"),
        seen("2.4万人", form="乙.xlsx", status=None),
        seen("2.3万人", form="丙.xlsx", scope="户籍"),
        seen(None, form="丙.xlsx"),
        seen("2.3万人", period="2022年末"),
        seen("2.3万人", period="2022年末"),
        seen("2.3万人", region="古蔺县", form="丁.xlsx"),
    ]
    assert repeated_of(told) == (Repeated(tuple(told[:3])),)
    (repeated,) = repeated_of(told)
    assert repeated.forms == ("甲.xlsx", "乙.xlsx")
    assert str(repeated) == "叙永县 失业保险参保人数 2023年(甲.xlsx、乙.xlsx)"


def test_forms_of_one_name_are_told_apart_and_faults_keep_their_figures():
    taken = set()
    row = {"indicator": "技能人才数量", "period": "2023年", "value": "2"}
    first, second, third = (entered([row], form=form) for form in ("甲.xlsx", "甲.xlsx", ""))
    assert renamed(first.observations, first.faults, "", taken) == (first.observations, first.faults)
    ones, faults = renamed(second.observations, second.faults, "", taken)
    assert [one.form for one in (*ones, *faults)] == ["甲.xlsx (2)"] * 2
    assert faults[0].observation is ones[0]
    ones, _ = renamed(third.observations, third.faults, "甲.xlsx", taken)
    assert ones[0].form == "甲.xlsx (3)"
    assert renamed((), (), "丙", taken) == ((), ())
    assert taken == {"甲.xlsx", "甲.xlsx (2)", "甲.xlsx (3)"}
