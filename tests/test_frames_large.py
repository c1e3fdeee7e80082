"""Files larger than memory: read part by part they have the findings of the frame."""

import polars as pl
import pytest
from heaps import COUNTIES, INSURED, JOBS, _heap_at_rest, frame, rows, told, wide  # noqa: F401
from refusal import refused

import rsindicators as rs
from rsindicators.errors import DefinitionError, FrameError, PeriodError
from rsindicators.frames import checking, files, outlet, pieces, piecewise, tables, validate
from rsindicators.frames.large import validate_file
from rsindicators.frames.pieces import pieces as parted
from rsindicators.frames.pieces import regions_of
from rsindicators.ownrule import OwnCheck
from rsindicators.rollup import has_sums, kind_of

TRAINED = "技工院校招生人数"
LIBRARIES = (("polars", ("polars",)), ("duckdb", ("duckdb", "pyarrow")))


@pytest.fixture(params=LIBRARIES, ids=lambda one: one[0])
def library(request, monkeypatch):
    """Each library in turn, as if it were the only one."""
    monkeypatch.setattr(files, "LIBRARIES", (request.param,))
    return request.param[0]


def parquet(tmp_path, given, name="figures.parquet", **more):
    path = tmp_path / name
    given.write_parquet(path, **more)
    return path


def csv(tmp_path, given, name="figures.csv", **more):
    path = tmp_path / name
    given.write_csv(path, **more)
    return path


def both(path, given, batch=10, **more):
    """The findings of a file and of the frame."""
    return told(validate_file(path, batch=batch, **more).collect()), told(validate(given, **more).frame)


# ── the same findings ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("out", "batch"), [(None, 10), ("found.parquet", 10), ("found.csv", 10), ("found.parquet", 1_000)]
)
def test_parts_have_the_findings_of_the_frame(tmp_path, library, out, batch):
    path = parquet(tmp_path, frame(), row_group_size=10)
    target = None if out is None else tmp_path / out
    found = validate_file(path, out=target, batch=batch)
    whole = validate(frame())
    assert told(found.collect()) == told(whole.frame)
    assert dict(found.summary()) == dict(whole.summary())
    assert found.open == whole.open
    assert found.path == target
    assert not found.ok
    assert sum(found.severities.values()) == sum(found.summary().values())
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".")] == []
    assert str(found).startswith("<LargeChecked")


def test_a_csv_file_keeps_the_decimals_that_are_printed(tmp_path, library):
    texts = frame().with_columns(
        pl.col("数值").map_elements(lambda one: f"{one:.2f}", return_dtype=pl.String)
    )
    one, other = both(csv(tmp_path, texts), texts)
    assert one == other
    low, high = next(row[7:9] for row in one if row[3] == "ranges.minimum")
    assert (low, high) == (-2.345, -2.335)


@pytest.mark.parametrize("separator", [";", "\t", ","])
def test_years_of_a_csv_file_are_numbers(tmp_path, library, separator):
    path = csv(tmp_path, wide(), "wide.tsv", separator=separator)
    texts = wide().with_columns(pl.col(wide().columns[2]).cast(pl.String))
    one, other = both(path, texts)
    assert one == other
    assert any(row[3].startswith("ranges.") for row in one)


def test_a_wide_file_has_the_findings_of_the_frame(tmp_path, library):
    one, other = both(parquet(tmp_path, wide()), wide(), batch=4)
    assert one == other
    assert one


def test_a_file_of_one_region_needs_no_column_of_regions(tmp_path):
    given = frame(rows(COUNTIES[:2])[:6]).drop("地区")
    one, other = both(parquet(tmp_path, given), given, region="叙永县")
    assert one == other
    assert {row[0] for row in one} == {"叙永县"}


def test_regions_are_numbers_categories_or_nothing(tmp_path):
    coded = frame().with_columns(
        地区=pl.col("地区").replace_strict(dict(zip(COUNTIES, range(510502, 510509), strict=True)))
    )
    listed = frame().with_columns(pl.col("地区").cast(pl.Categorical))
    some = frame().with_columns(地区=pl.when(pl.col("地区") != "泸县").then(pl.col("地区")))
    for given in (coded, listed, some):
        one, other = both(parquet(tmp_path, given), given)
        assert one == other


def test_spellings_of_a_region_are_one_region_and_what_is_no_name_is_told(tmp_path):
    given = frame().with_columns(地区=pl.col("地区").replace("叙永县", "叙 永 县"))
    given = pl.concat([given, frame(rows()[:4]), frame([("12.5", JOBS, "2023年", 0.3, "万人")])])
    one, other = both(parquet(tmp_path, given), given, batch=20)
    assert one == other
    assert any(row[3].startswith("cells.") for row in one)


def test_scopes_have_a_column_of_findings_where_the_file_tells_them(tmp_path):
    given = frame().with_columns(口径=pl.lit("城镇"))
    path = parquet(tmp_path, given)
    one, other = both(path, given)
    assert one == other
    assert {row[1] for row in one} == {"城镇"}
    empty = given.with_columns(口径=pl.lit(None, pl.String))
    path = parquet(tmp_path, empty)
    one, other = both(path, empty)
    assert one == other
    written = validate_file(path, batch=10, out=tmp_path / "found.csv")
    assert {row[1] for row in told(written.collect())} == {None}


def test_several_files_are_one_frame(tmp_path):
    folder = tmp_path / "parts"
    folder.mkdir()
    (folder / ".hidden.parquet").write_bytes(b"")
    (folder / "read.me").write_text("")
    half = len(rows()) // 2
    names = [
        parquet(folder, frame(rows()[:half]), "a[1].parquet"),
        parquet(folder, frame(rows()[half:]), "b.parquet"),
    ]
    whole = told(validate(frame()).frame)
    for given in (folder, names, f"{folder}/*.parquet"):
        assert told(validate_file(given, batch=10).collect()) == whole


def test_the_parts_are_shown_one_by_one(tmp_path):
    seen = []

    def watched(parts):
        for part in parts:
            yield part
            seen.append(part.figures)

    validate_file(parquet(tmp_path, frame()), batch=10, progress=watched)
    assert sum(seen) == len(rows())
    assert max(seen) <= 10


# ── totals ───────────────────────────────────────────────────────────────────────────────────────────────


def summed(total, wrong=0.0, name=JOBS):
    """Some regions and their total, which may be wrong."""
    parts = [(region, name, "2023年", 0.35, "万人") for region in COUNTIES]
    return [*parts, (total, name, "2023年", round(0.35 * len(parts) + wrong, 2), "万人")]


@pytest.mark.parametrize("wrong", [0.0, 1.0])
@pytest.mark.parametrize("batch", [4, 6, 100])
def test_a_total_is_held_against_all_its_regions_whatever_the_parts(tmp_path, wrong, batch):
    given = frame(
        [
            *summed("合计", wrong),
            *((region, "博士后研究人员年招收人数", "2023年", 210, "人") for region in COUNTIES[:3]),
        ]
        + [(region, "仲裁结案率", "2023年", 96.3, "%") for region in (*COUNTIES, "合计")]
    )
    if batch == 4:
        found = validate_file(parquet(tmp_path, given), batch=batch)
        assert found.unasked == ("urban_new_employment",)
        assert not any(row[3].startswith("parts.") for row in told(found.collect()))
        return
    found = validate_file(parquet(tmp_path, given), batch=batch + 2)
    one, other = told(found.collect()), told(validate(given).frame)
    assert one == other
    assert any(row[3] == "parts.total" for row in one) is bool(wrong)
    assert found.unasked == ()


def test_a_region_without_a_row_of_the_indicator_is_still_one_of_the_total(tmp_path):
    told_twice = [*summed("合计", 1.0), ("泸州高新区", INSURED, "2023年末", 2.1, "万人")]
    for given in (
        told_twice,
        [one for one in told_twice if one[0] != "泸县"] + [("泸县", INSURED, "2023年末", 2.1, "万人")],
    ):
        one, other = both(parquet(tmp_path, frame(given)), frame(given), batch=9)
        assert one == other


def test_totals_of_wide_files_and_of_components_are_asked_in_slices(tmp_path, library):
    many = (*COUNTIES, "合计")
    count = len(COUNTIES)
    spread = pl.DataFrame({
        "地区": many, "时期": ["2023年"] * len(many),
        f"{JOBS}(万人)": [0.35] * count + [9.0],
        "仲裁结案率(%)": [96.3] * len(many),
        "博士后研究人员年招收人数(人)": [210] * count + [999],
    })  # fmt: skip
    one, other = both(parquet(tmp_path, spread), spread, batch=8)
    assert one == other
    assert sum(row[3] == "parts.total" for row in one) == 2
    given = pl.DataFrame({
        "地区": many * 3, "时期": ["2023年"] * len(many) * 3,
        "指标": ["仲裁结案率"] * len(many) * 2 + [JOBS] * len(many),
        "组成": ["当期审结案件数"] * len(many) + ["当期立案受理案件数"] * len(many) + [None] * len(many),
        "数值": [90.0] * count + [999.0] + [95.0] * count + [95.0 * count] + [0.35] * count + [9.0],
        "单位": ["件"] * len(many) * 2 + ["万人"] * len(many),
    })  # fmt: skip
    for batch in (8, 17):
        one, other = both(parquet(tmp_path, given), given, batch=batch)
        assert one == other
        assert sum(row[3] == "parts.total" for row in one) == 2


def test_totals_are_sliced_where_regions_are_numbers_or_names_mean_nothing(tmp_path):
    coded = dict(zip((*COUNTIES, "合计"), (*range(510502, 510509), 510500), strict=True))
    given = frame([*summed("合计", -1.0, TRAINED), ("叙永县", "没有" * 10**5, "2023年", 1.0, "万人")])
    given = given.with_columns(地区=pl.col("地区").replace_strict(coded))
    more = given.filter(pl.col("地区") < 510504).with_columns(指标=pl.lit(JOBS))
    given = pl.concat([given, more])
    one, other = both(parquet(tmp_path, given), given, batch=8)
    assert one == other
    assert any(row[3].startswith("parts.") for row in one)


def test_without_rules_of_totals_nothing_is_sliced(tmp_path):
    rules = rs.RuleSet([rs.RuleSet.standard()["ranges.minimum"]])
    given = frame([*summed("合计"), *rows(COUNTIES[:1])])
    one, other = both(parquet(tmp_path, given), given, batch=8, rules=rules)
    assert one == other


def test_codes_lie_with_those_above_them(tmp_path):
    codes = ["510000", "510500", "510502", "510503", "510600", "510603", "520100", "520102", "520103"]
    given = frame([(code, JOBS, "2023年", 0.35, "万人") for code in codes])
    more = {"regions": codes}
    one, other = both(parquet(tmp_path, given), given, batch=6, **more)
    assert one == other
    assert any(row[3] == "parts.total" for row in one)


NAMES = (
    *COUNTIES,
    "合计",
    "全市",
    "四川省",
    "四川省泸州市",
    "四川省泸州市叙永县",
    "510000",
    "510500",
    "510524",
    "520102",
)


@pytest.mark.parametrize("one", NAMES)
def test_regions_of_which_one_may_be_the_sum_of_the_other_are_in_one_part(one):
    for other in NAMES:
        names = [*COUNTIES[1:], one, other]
        regions = regions_of(names, [1] * len(names), "地区", "")
        found, whole = parted(regions, (), 3, 1)
        together = [part for part in found if one in part.regions and other in part.regions]
        if whole and one != other and (has_sums([one, other]) or kind_of(one)):
            assert together, other
        assert sorted(name for part in found for name in part.regions) == sorted(set(names))


def test_no_part_has_more_regions_than_there_may_be(monkeypatch):
    monkeypatch.setattr(pieces, "MOST_TOGETHER", 2)
    found, whole = parted(regions_of(list(COUNTIES), [1] * 7, "地区", ""), (), 1_000, 1)
    assert [len(part.regions) for part in found] == [2, 2, 2, 1]
    assert whole


# ── what is asked, earlier figures, targets ───────────────────────────────────────────────────────────


def lossy():
    return frame([one for number, one in enumerate(rows()) if number not in {5, 11, 20}])


@pytest.mark.parametrize(
    "more",
    [
        {"asked": True},
        {"asked": True, "regions": (*COUNTIES, "自贡市")},
        {"asked": True, "regions": COUNTIES[2:4]},
        {"regions": (*COUNTIES, "自贡市")},
        {"asked": {"period": ["2022年", "2024年", "2022年末"]}},
        {"asked": {"indicator": JOBS, "region": ["叙 永 县", "自贡市"]}},
        {"asked": {"region": "泸县", "indicator": [JOBS, INSURED], "period": ["2020年"]}},
        {"asked": False},
    ],
    ids=str,
)
def test_what_was_asked_is_missing_wherever_it_is_read(tmp_path, more):
    one, other = both(parquet(tmp_path, lossy()), lossy(), batch=8, **more)
    assert one == other


def test_times_told_by_another_region_are_asked_of_a_wide_file_with_scopes_too(tmp_path):
    given = wide().with_columns(口径=pl.lit(None, pl.String))[1:]
    given = pl.concat([given, given[-1:].with_columns(年=pl.lit(2024, pl.Int64))])
    given = pl.concat([given, given[-1:].with_columns(年=pl.lit(12, pl.Int64))])
    one, other = both(parquet(tmp_path, given), given, batch=5, asked=True)
    assert one == other
    assert any(row[3] == "keys.missing" for row in one)
    plain = frame(rows()[:6]).drop("地区")
    assert both(parquet(tmp_path, plain), plain, region="叙永县", asked=True)[0]


def test_a_file_of_totals_alone_is_asked_nothing(tmp_path):
    given = frame([("合计", JOBS, "2023年", 0.1, "万人")])
    one, other = both(parquet(tmp_path, given), given, asked=True)
    assert one == other


def test_earlier_figures_come_from_a_file_or_a_frame(tmp_path):
    before = frame().with_columns(pl.col("数值") * 0.5)
    path, earlier = parquet(tmp_path, frame()), parquet(tmp_path, before, "before.parquet")
    whole = told(validate(frame(), prior=before).frame)
    assert any(row[3] == "keys.revision" for row in whole)
    for prior in (earlier, before, before.lazy()):
        assert told(validate_file(path, prior=prior, batch=10).collect()) == whole


def test_targets_come_from_a_frame_or_a_plan(tmp_path):
    path = parquet(tmp_path, frame())
    goals = pl.DataFrame({
        "地区": [*COUNTIES, "自贡市"], "指标": [JOBS] * 8, "时期": ["2023年"] * 8, "目标": ["≥0.4万人"] * 8,
    })  # fmt: skip
    whole = told(validate(frame(), plan=goals).frame)
    assert any(row[3].startswith("plan.") for row in whole)
    assert told(validate_file(path, plan=goals, batch=10).collect()) == whole
    one, other = both(path, frame(), plan="xuyong-14")
    assert one == other


# ── objects ─────────────────────────────────────────────────────────────────────────────────────────────


def test_findings_are_objects_of_the_regions_that_are_asked(tmp_path):
    path = parquet(tmp_path, frame())
    found = validate_file(
        path, out=tmp_path / "found.parquet", batch=10, regions=(*COUNTIES, "自贡市"), prior=path
    )
    whole = validate(frame(), regions=(*COUNTIES, "自贡市"), prior=frame())
    assert {one.message for one in found.findings()} == {one.message for one in whole.findings()}
    assert [one.message for one in found.findings(["泸县"])] == [
        one.message for one in whole.findings(["泸县"])
    ]
    assert "自贡市" in found.regions
    with refused(FrameError, "frames.region", "甲县"):
        found.findings(["甲县"])


def test_too_many_figures_are_no_objects(tmp_path, monkeypatch):
    monkeypatch.setattr(piecewise, "MOST_FIGURES", 3)
    found = validate_file(parquet(tmp_path, frame()), batch=10)
    with refused(FrameError, "frames.findings.regions", "3"):
        found.findings(["叙永县"])


# ── refused ─────────────────────────────────────────────────────────────────────────────────────────────


def test_more_findings_than_may_be_kept_must_be_written(tmp_path, monkeypatch):
    monkeypatch.setattr(outlet, "MOST_KEPT", 1)
    path = parquet(tmp_path, frame())
    with refused(FrameError, "frames.findings.many", "figures.parquet", "out="):
        validate_file(path, batch=10)
    assert len(told(validate_file(path, batch=10, out=tmp_path / "found.csv").collect())) > 1


def test_a_file_is_replaced_only_where_that_is_wanted_and_never_the_one_that_is_read(tmp_path):
    path = parquet(tmp_path, frame())
    out = tmp_path / "found.csv"
    out.write_text("mine")
    with refused(FrameError, "frames.findings.exists", "found.csv"):
        validate_file(path, out=out)
    for overwrite in (True, False):
        with refused(FrameError, "frames.findings.itself", "figures.parquet"):
            validate_file(path, out=path, overwrite=overwrite)
    for folder, shown in ((tmp_path / "none", "none”"), ("/没有这个文件夹", "“/没有这个文件夹”")):
        with refused(FrameError, "frames.findings.folder", "found.csv", shown):
            validate_file(path, out=f"{folder}/found.csv")
    tmp_path.joinpath("folder.csv").mkdir()
    with refused(FrameError, "frames.files.regular", "folder.csv"):
        validate_file(path, out=tmp_path / "folder.csv", overwrite=True)
    with refused(FrameError, "frames.files.suffix", "found.xlsx"):
        validate_file(path, out=tmp_path / "found.xlsx")
    for bad in (1.5, "", b"a", "a\x00.csv"):
        with refused(FrameError, "frames.files.path"):
            validate_file(path, out=bad)
    assert out.read_text() == "mine"
    validate_file(path, out=out, overwrite=True)
    assert out.read_bytes().startswith(b"\xef\xbb\xbfregion,")


def test_a_folder_that_takes_no_files_is_told_with_the_name_that_was_given(tmp_path, monkeypatch):
    def refusing(*_, **__):
        raise PermissionError(13, "Permission denied", ".rsindicators-x")

    path, out = parquet(tmp_path, frame()), tmp_path / "found.csv"
    monkeypatch.setattr(outlet.tempfile, "mkdtemp", refusing)
    with pytest.raises(PermissionError) as caught:
        validate_file(path, out=out)
    assert caught.value.filename == str(out)


def test_nothing_of_a_run_that_fails_is_left_behind(tmp_path):
    def failing(parts):
        yield parts[0]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        validate_file(parquet(tmp_path, frame()), out=tmp_path / "found.parquet", batch=10, progress=failing)
    assert [one.name for one in tmp_path.iterdir()] == ["figures.parquet"]


def test_a_spreadsheet_runs_nothing_of_the_findings(tmp_path):
    given = frame([("=1+1", INSURED, "2023年末", -0.1, "万人")])
    out = tmp_path / "found.csv"
    validate_file(parquet(tmp_path, given), out=out)
    assert "\n'=1+1," in out.read_text("utf-8-sig").replace("\r\n", "\n")


@pytest.mark.parametrize("batch", [None, 0, -1, 1.5, True, "9", 10**6 * "9"])
def test_a_batch_is_a_count(tmp_path, batch):
    with refused(DefinitionError, "argument.kind", "batch", "int ≥ 1"):
        validate_file(parquet(tmp_path, frame()), batch=batch)


def test_progress_is_something_that_is_called(tmp_path):
    with refused(DefinitionError, "argument.kind", "progress"):
        validate_file(parquet(tmp_path, frame()), progress=5)


def test_a_region_larger_than_a_part_is_refused(tmp_path):
    with refused(FrameError, "frames.region.large", "figures.parquet", "batch"):
        validate_file(parquet(tmp_path, frame()), batch=5)


def test_too_many_regions_or_keys_are_refused(tmp_path, monkeypatch):
    path = parquet(tmp_path, frame())
    monkeypatch.setattr(tables, "MOST_KEYS", 3)
    with refused(FrameError, "frames.keys.many", "figures.parquet"):
        validate_file(path, asked=True)
    monkeypatch.setattr(tables, "MOST_REGIONS", 3)
    with refused(FrameError, "frames.regions.many", "地区"):
        validate_file(path)


def test_words_for_figures_are_refused_where_they_are_too_many_for_objects(tmp_path, monkeypatch):
    given = frame().with_columns(数值=pl.lit("核实中"))
    path = parquet(tmp_path, given)
    assert both(path, given)[0] == both(path, given)[1]
    monkeypatch.setattr("rsindicators.perusal.MOST_FIGURES", 3)
    monkeypatch.setattr("rsindicators.submission.MOST_FIGURES", 3, raising=False)

    def many(*_, **__):
        raise rs.errors.TableError("submission.many", most=3)

    monkeypatch.setattr(
        piecewise, "validate", lambda rows, told: many() if len(rows) else checking.validate(rows, told)
    )
    with refused(FrameError, "frames.odd", "figures.parquet", "batch"):
        validate_file(path)


def test_other_refusals_of_a_part_are_told_with_the_file(tmp_path, monkeypatch):
    def other(rows, told):
        if len(rows):
            raise rs.errors.TableError("formats.empty")
        return checking.validate(rows, told)

    monkeypatch.setattr(piecewise, "validate", other)
    with pytest.raises(rs.errors.TableError, match=r"figures\.parquet"):
        validate_file(parquet(tmp_path, frame()))


def test_a_rule_that_looks_at_everything_is_asked_of_one_part_only(tmp_path):
    class Every(OwnCheck):
        def ask(self, facts):
            for one in facts.submitted:
                yield self.found(one)

    rules = rs.RuleSet([Every("own.every", "核实性", asked="有没有", told="看看。")])
    path = parquet(tmp_path, frame())
    assert dict(validate_file(path, rules=rules).summary()) == {"own.every": len(rows())}
    with refused(FrameError, "frames.rule.all", "own.every"):
        validate_file(path, rules=rules, batch=10)


def test_a_file_without_rows_is_refused(tmp_path, library):
    for given in (frame()[:0], frame()[:0].drop("地区")):
        with refused(FrameError, "frames.files.empty", "figures.parquet"):
            validate_file(parquet(tmp_path, given))


def test_earlier_figures_may_be_of_other_regions(tmp_path):
    path, before = parquet(tmp_path, frame()), frame(rows(COUNTIES[:1]))
    whole = told(validate(frame(), prior=before).frame)
    assert told(validate_file(path, prior=before, batch=10).collect()) == whole


def read_nothing(monkeypatch):
    """Reading data is an error from now on."""
    whole = files.Files.collect

    def collect(self, given):
        found = whole(self, given)
        assert not len(found)
        return found

    monkeypatch.setattr(files.Files, "collect", collect)


@pytest.mark.parametrize(
    ("change", "code", "names"),
    [
        (lambda given: given.drop("时期"), "frames.column.missing", ["时期"]),
        (lambda given: given.drop("指标"), "frames.column.missing", ["指标"]),
        (lambda given: given.drop("单位"), "frames.units.missing", ["数值"]),
        (lambda given: given.with_columns(数值=pl.lit(True)), "frames.column.type", ["数值", "Boolean"]),
        (lambda given: given.with_columns(时期=pl.date(2023, 1, 1)), "frames.column.dates", ["时期"]),
    ],
)
def test_columns_are_refused_before_data_is_read(tmp_path, monkeypatch, change, code, names):
    path = parquet(tmp_path, change(frame()))
    read_nothing(monkeypatch)
    with refused(FrameError, code, "figures.parquet", *names):
        validate_file(path)


def test_arguments_are_refused_before_data_is_read(tmp_path, monkeypatch):
    path = parquet(tmp_path, frame())
    read_nothing(monkeypatch)
    with pytest.raises(rs.errors.NumberError):
        validate_file(path, decimals=-1)
    with pytest.raises(PeriodError):
        validate_file(path, period="以前")
    with pytest.raises(FrameError):
        validate_file(path, asked={"where": []})
    with pytest.raises(DefinitionError):
        validate_file(path, rules=[1])
    with refused(FrameError, "frames.column.missing", "before.parquet"):
        validate_file(path, prior=parquet(tmp_path, frame().drop("时期"), "before.parquet"))
    with pytest.raises(FrameError):
        validate_file(path, prior=1.5)
    with pytest.raises(rs.errors.RSIndicatorsError):
        validate_file(path, plan=1.5)


def test_a_period_may_be_given(tmp_path):
    given = frame(rows(years=(2023,))).filter(pl.col("指标") == JOBS).drop("时期")
    for period in ("2023年", rs.Period.parse("2023年")):
        one, other = both(parquet(tmp_path, given), given, period=period, asked=True)
        assert one == other
