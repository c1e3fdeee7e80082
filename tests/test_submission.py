"""What was reported, figure by figure, and what could not be read of it."""

import json

import pytest
from filled import shown, told
from hypothesis import given
from hypothesis import strategies as st
from refusal import refused

from rsindicators import Catalogue, Figure, Observation, Period
from rsindicators.constituent import constituents
from rsindicators.errors import DefinitionError, TableError
from rsindicators.kinds import Accumulation, Measure, Status
from rsindicators.observation import POSSIBLE
from rsindicators.submission import Submission

ROW = {
    "indicator": "失业保险参保人数",
    "region": "叙永县",
    "period": "2023年末",
    "value": "2.30",
    "unit": "万人",
}
LONG = """\
叙永县2023年填报表
指标,组成,地区,时期,数值,单位,累计方式,口径,状态,截至日期,小数位,说明
城镇新增就业人数,,叙永县,2023年6月,0.15,万人,本年累计,,快报,2023-06-30,2,
失业保险参保人数,,叙永县,2023年6月末,2.30,万人,,户籍,,,,
仲裁结案率,,叙永县,2023年6月,96.3,%,本年累计,,,,1,
仲裁结案率,当期审结案件数,叙永县,2023年6月,963,件,本年累计,,,,0,
仲裁结案率,当期立案受理案件数,叙永县,2023年6月,950,件,本年累计,,,,0,
仲裁结案率,上期末累计未结案件总数,叙永县,2023年6月,50,件,本年累计,,,,0,年初结转
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "q2.csv"
    path.write_text(LONG, encoding="utf-8")
    return path


def test_a_form_is_read_with_its_rates_and_their_components(file):
    found = Submission.read(file, regions=["叙永县", "古蔺县"])
    assert found.faults == ()
    assert shown(found.observations) == [
        "叙永县 城镇新增就业人数 2023年1—6月 0.15万人",
        "叙永县 失业保险参保人数 2023年6月 2.30万人",
        "叙永县 劳动人事争议仲裁结案率 2023年1—6月 96.3%",
        "叙永县 当期审结案件数 2023年1—6月 963件",
        "叙永县 当期立案受理案件数 2023年1—6月 950件",
        "叙永县 上期末累计未结案件总数 2023年1—6月 50件",
    ]
    carried = found.observations[-1]
    assert (carried.accumulation, carried.indicator.carry_over) == (Accumulation.AT_END, True)
    assert (carried.cell, carried.form, carried.explanation) == ("第8行第5列", "q2.csv", "年初结转")
    assert (found.name, found.regions) == ("q2.csv", ("叙永县", "古蔺县"))
    assert list(map(str, found.missing)) == ["古蔺县"]


def test_what_the_file_does_not_say_the_caller_tells(tmp_path):
    path = tmp_path / "q.json"
    path.write_text('[{"指标": "技能人才数量", "数值": 2.1, "单位": "万人"}]', encoding="utf-8")
    found = Submission.read(path, period="2023年", region="510524", decimals=2)
    assert shown(found.observations) == ["510524 技能人才数量 2023年 2.10万人"]
    assert found.observations[0].cell == "$[0].数值"


def test_a_total_is_kept_as_a_region():
    rows = [ROW | {"region": region} for region in ("叙永县", "市本级", "某开发区", "合计")]
    assert [one.region for one in Submission.from_records(rows).observations] == [
        "叙永县",
        "市本级",
        "某开发区",
        "合计",
    ]


def test_what_cannot_be_read_does_not_stop_the_rest():
    found = Submission.from_records(
        [ROW | {"value": "若干"}, ROW, ROW | {"indicator": "失业参保人"}, ROW | {"unit": "家"}]
    )
    assert shown(found.observations) == ["叙永县 失业保险参保人数 2023年 2.30万人"]
    assert [rule for rule, _, _ in told(found.faults)] == ["cells.value", "keys.unknown", "units.dimension"]


def test_a_catalogue_of_ones_own_is_asked():
    own = Catalogue([Catalogue.standard()["技能人才数量"]])
    found = Submission.from_records([ROW], catalogue=own)
    assert [rule for rule, _, _ in told(found.faults)] == ["keys.unknown"]


def test_several_forms_are_one_submission():
    forms = [
        Submission.from_records(
            [ROW, ROW | {"region": "古蔺县", "value": None}], name="q.xlsx", regions=["叙永县"]
        ),
        Submission.from_records(
            [ROW | {"value": "若干"}, ROW | {"value": "2.31", "unit": ""}], name="q.xlsx"
        ),
        Submission.of([Observation("技能人才数量", "1万人", "2023年末", region="泸县")]),
    ]
    whole = Submission.combine(forms, regions=["叙永县", "合江县"])
    assert [one.form for one in whole.observations] == ["q.xlsx", "q.xlsx", "q.xlsx (2)", "(3)"]
    assert [one.form for one in whole.faults] == ["q.xlsx (2)"] * 2
    assert whole.faults[1].observation is whole.observations[2]
    assert (whole.name, whole.regions) == ("q.xlsx", ("叙永县", "合江县"))
    assert list(map(str, whole.missing)) == ["合江县", "古蔺县 失业保险参保人数"]
    assert list(map(str, whole.repeated)) == ["叙永县 失业保险参保人数 2023年(q.xlsx、q.xlsx (2))"]
    assert Submission.combine([]) == Submission()


def test_a_submission_is_shown_as_a_table():
    found = Submission.from_records(
        [ROW, ROW | {"value": None}, ROW | {"value": "全覆盖", "status": "快报"}, ROW | {"value": "<b>"}],
        name="某表",
    )
    table = found.to_table()
    assert [row[1:5] for row in table.rows] == [
        ("失业保险参保人数", "2023年", "期末", "2.30万人"),
        ("失业保险参保人数", "2023年", "期末", "—"),
        ("失业保险参保人数", "2023年", "期末", "全覆盖"),
    ]
    assert table.title == "某表"
    assert "$[3].value" in table.notes[0]
    assert "<b>" not in found._repr_html_()
    assert repr(found) == "<Submission 某表 of 3 observations, 1 faults>"
    month = Observation("城镇新增就业人数", "0.1万人", "2023年6月")
    assert Submission.of([month]).to_table().rows[0][3] == ""


# ── there and back ───────────────────────────────────────────────────────────────────────────────────────

CATALOGUE = Catalogue.standard()
ASKED = [one for one in CATALOGUE if one.is_defined]
ASKED += [part for one in ASKED for part in constituents(one)]
PERIODS = [
    Period.parse(text)
    for text in ("2023年", "2023年1—6月", "2023年第三季度", "2023年6月", "“十四五”", "2024年1—3月")
]


@st.composite
def observations(draw):
    """An observation as a form reports it."""
    indicator = draw(st.sampled_from(ASKED))
    period = draw(st.sampled_from(PERIODS))
    if indicator.measure is Measure.STOCK or indicator.accumulation is Accumulation.AT_END:
        period = draw(st.sampled_from([one for one in PERIODS if one.months <= 12]))
    possible = {None, *POSSIBLE.get(indicator.measure, ())} & {
        None,
        Accumulation.EACH_YEAR,
        Accumulation.AT_END,
    }
    places = draw(st.integers(0, 3))
    digits = draw(st.integers(0, 10**6))
    text = f"{digits // 10**places}.{digits % 10**places:0{places}}" if places else str(digits)
    figure = draw(
        st.sampled_from([Figure(text, indicator.unit), None, f"超过{text}{indicator.unit}", "全覆盖"])
    )
    return Observation(
        indicator,
        figure,
        period,
        draw(st.sampled_from(["", "叙永县", "510525", "合计", "叙永县、古蔺县"])),
        draw(st.sampled_from(sorted(possible, key=str))),
        draw(st.sampled_from(["", "户籍"])),
        draw(st.sampled_from([None, *Status])),
        explanation=draw(st.sampled_from(["", "无", "含补缴"])),
    )


@given(st.lists(observations(), max_size=6))
def test_records_and_plain_data_come_back_the_same(given):
    told = Submission.of(given, name="某表", regions=["叙永县"])
    again = Submission.from_records(told.to_records(), name="某表", regions=["叙永县"])
    kept = Submission.from_dict(json.loads(json.dumps(told.to_dict())))
    for one in (kept, again):
        assert one.faults == ()
        for seen, before in zip(one.observations, told.observations, strict=True):
            assert seen.figure == before.figure
            assert seen.figure is None or seen.figure.exact_eq(before.figure)
    assert kept == told
    assert [one.key for one in again.observations] == [one.key for one in told.observations]
    assert [one.explanation for one in again.observations] == [one.explanation for one in told.observations]


def test_the_faults_come_back_with_their_figures():
    found = Submission.from_records([ROW | {"unit": ""}, ROW | {"value": "若干"}, ROW | {"金额": "甲"}])
    kept = Submission.from_dict(json.loads(json.dumps(found.to_dict())))
    assert kept.observations == found.observations
    assert told(kept.faults) == told(found.faults)
    assert [fault.error.say("en") for fault in kept.faults] == [
        fault.error.say("en") for fault in found.faults
    ]
    assert kept.faults[1].observation is kept.observations[0]
    assert kept == found
    assert len({*kept.faults, *found.faults}) == len(found.faults) == 3


@pytest.mark.parametrize(
    "data",
    [
        None, 5, "x", [], {}, {"version": 2}, {"version": True}, {"version": 1, "mood": 1},
        {"version": 1, "records": {}}, {"version": 1, "faults": 5},
    ],
)  # fmt: skip
def test_what_is_no_submission_of_this_version_is_refused(data):
    with refused(DefinitionError, "archive.version", "1"):
        Submission.from_dict(data)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"records": [5]}, "codec.fault"),
        ({"faults": [5]}, "archive.fault"),
        ({"name": 5}, "text.type"),
        ({"regions": "叙永县"}, "submission.regions"),
        ({"regions": [5]}, "argument.kind"),
    ],
)
def test_plain_data_that_does_not_fit_is_refused(more, code):
    with refused(DefinitionError, code):
        Submission.from_dict({"version": 1} | more)


def test_too_many_records_of_plain_data_are_refused(monkeypatch):
    monkeypatch.setattr("rsindicators.submission.MOST_FAULTS", 1)
    with refused(DefinitionError, "archive.version"):
        Submission.from_dict({"version": 1, "records": [{}, {}]})


# ── arguments ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("given", [None, 5, "x", [None], ["x"], {"a": 1}])
def test_a_submission_is_made_of_observations_and_of_submissions(given):
    for make in (Submission, Submission.of, Submission.combine, lambda x: Submission((), x)):
        with refused(DefinitionError, "argument.kind"):
            make(given)


def test_a_file_that_holds_no_figures_is_refused(tmp_path):
    path = tmp_path / "q.csv"
    path.write_text("甲,乙\n1,2\n", encoding="utf-8")
    with refused(TableError, "submission.head", "q.csv"):
        Submission.read(path)


class Frame:
    """What a dataframe of polars looks like."""

    def to_dicts(self):
        return [ROW, ROW | {"value": None}]


def test_a_dataframe_is_read_like_records():
    found = Submission.from_frame(
        Frame(), name="表", region="甲县", period="2020年", decimals=1, regions=["叙永县"]
    )
    assert shown(found.observations) == [
        "叙永县 失业保险参保人数 2023年 2.30万人",
        "叙永县 失业保险参保人数 2023年 —",
    ]
    assert [rule for rule, _, _ in told(found.faults)] == ["units.decimals*"]
