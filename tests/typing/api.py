"""The public API as a type checker sees it; checked by mypy --strict and pyright, never run."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, assert_type

import rsindicators as rs

figure = rs.Figure("2.06", "万人")
assert_type(figure, rs.Figure)
assert_type(figure.value, Decimal)
assert_type(figure.unit, rs.Unit)
assert_type(figure.decimals, int | None)
assert_type(figure.interval, rs.Interval)
assert_type(figure.to("人"), rs.Figure)
assert_type(figure.round(1), rs.Figure)
assert_type(figure + figure, rs.Figure)
assert_type(figure - figure, rs.Figure)
assert_type(5 * figure, rs.Figure)
assert_type(figure / figure, rs.Figure)
other = rs.Figure("20600", "人")
assert_type(figure < other, bool)
assert_type(figure == other, bool)
assert_type(figure.exact_eq(figure), bool)
assert_type(rs.Figure.parse("2.06万人", unit="万人"), rs.Figure)
assert_type(rs.growth("32.33万人", figure), rs.Figure)
assert_type(rs.annual_growth("68987元", "52334元", years=4), rs.Figure)
assert_type(rs.share(figure, figure), rs.Figure)
assert_type(rs.total(["16.4%", figure], of="专业技术人才"), rs.Figure)
assert_type(rs.round_half_up(Decimal("1.05"), 1), Decimal)
assert_type(rs.round_half_even(Decimal("1.05"), 1), Decimal)

bound = rs.Bound.parse("不低于60%", unit="%")
assert_type(bound.relation, rs.Relation)
assert_type(bound.judge(figure, tolerance="5%"), rs.Judgement)
assert_type(bound.judge(bound).verdict, rs.Verdict)
assert_type(bound.judge(figure).margin, rs.Figure | None)
assert_type(bound.interval(), rs.Interval | None)

reading = rs.parse("[>23.5]", unit="万人", report=True)
assert_type(reading, rs.Reading)
assert_type(reading.figure, rs.Figure | None)
assert_type(reading.bound, rs.Bound | None)
assert_type(reading.composition, rs.Composition | None)
assert_type(reading.accumulation, rs.Accumulation | None)
assert_type(rs.write(reading), str)
assert_type(rs.write(bound), str)

period = rs.Period.parse("“十四五”")
assert_type(period.start, date)
assert_type(period.elapsed(date(2023, 6, 30), rs.Basis.DAYS), Fraction)
assert_type(period.shift(-1), rs.Period)
assert_type(period.contains(period), bool)
assert_type(str(period), str)

formula = rs.Formula.parse("a / (a + b)")
assert_type(formula.value({"a": 1, "b": "2"}), Decimal)
assert_type(formula.interval({"a": rs.Interval(1, 2), "b": rs.Interval(1, 2)}), rs.Interval)
assert_type(formula.holds({"a": rs.Interval(1, 2)}), bool | None)
assert_type(formula.unit({"a": rs.Unit.parse("人")}), rs.Unit)
assert_type(formula.names, tuple[str, ...])

catalogue = rs.Catalogue.standard()
assert_type(catalogue, rs.Catalogue)
assert_type(catalogue | rs.Catalogue.read("own.toml"), rs.Catalogue)
assert_type(catalogue["参保率"], rs.Indicator)
assert_type(catalogue.get("参保率"), rs.Indicator | None)
assert_type(catalogue.search("参保"), tuple[rs.Indicator, ...])
assert_type(catalogue.edition, str)
assert_type([one.code for one in catalogue], list[str])

indicator = catalogue["仲裁结案率"]
given: Mapping[str, str] = {"审结": "963件"}
assert_type(indicator.compute(审结=963, 受理="950件", 上期未结=figure), rs.Figure)
assert_type(indicator.compute(given, decimals=1, 受理=Decimal(950)), rs.Figure)
assert_type(indicator.explain({"审结": 963}), rs.Explanation)
assert_type(indicator.explain(given).result, rs.Figure)
assert_type(indicator.measure, rs.Measure)
assert_type(indicator.formula, rs.Formula | None)
assert_type(indicator.components, tuple[rs.Component, ...])
assert_type(indicator.source.line, int | None)

observation = rs.Observation(indicator, "96.3%", "2020年末", region="叙永县", status=rs.Status.FINAL)
assert_type(rs.Observation("参保率", figure, period, as_of=date(2021, 1, 31)).period, rs.Period)
assert_type(observation.accumulation, rs.Accumulation | None)

plan = rs.Plan.load("xuyong-14")
assert_type(plan["参保率"], rs.Target)
assert_type(plan.targets("参保率"), tuple[rs.Target, ...])
assert_type(plan.results, tuple[rs.Observation, ...])
assert_type(rs.plans(), dict[str, str])
assessment = plan.assess([observation], on=date(2023, 6, 30))
assert_type(assessment, rs.Assessment)
assert_type(assessment.rows[0], rs.Progress)
assert_type(assessment.rows[0].judgement, rs.Judgement)
assert_type(assessment.rows[0].completion, rs.Figure | None)
assert_type(assessment.count(rs.Nature.BINDING), Counter[rs.Verdict])
assert_type(assessment.to_records(), list[dict[str, Any]])
assert_type(assessment.to_table(), rs.Table)

error = rs.errors.UnitError("unit.unknown", name="渔", near="人")
assert_type(error.code, str)
assert_type(error.say("en"), str)
