"""Check a province's quarters as one dataframe, and look at the findings of a county.

成列的核对:一个省各县各季的数在一张数据框里,有意填错几处,按同样的规则核对。数是编的。
"""

from itertools import product
from random import Random

import polars as pl

import rsindicators as rs

COUNTIES = ["".join(name) for name in product("安永新清", "宁和丰平定康顺泰兴源", ["县"])]
YEARS = (2021, 2022, 2023)
QUARTERS = (1, 2, 3, 4)
CLOSURE, INSURED, SKILLED, HIGHLY = "仲裁结案率", "失业保险参保人数", "技能人才数量", "高技能人才数量"
EMPLOYED, TRAINED = "城镇新增就业人数", "开展补贴性职业技能培训人次"
PRINTED = {CLOSURE: ("%", 1), TRAINED: ("万人次", 2)}
"""Unit and decimals; counts of cases are whole, all else is in 万人 with two decimals."""
COLUMNS = ["地区", "年", "季度", "指标", "组成", "数值", "单位", "小数位"]

Key = tuple[str, int, int, str, str]
"""County, year, quarter, indicator, component."""


def told(seed: int = 20261122) -> dict[Key, float]:
    """True figures of every county and quarter, then some mistakes."""
    random = Random(seed)  # noqa: S311 - made-up figures, the same each time
    figures: dict[Key, float] = {}
    for county in COUNTIES:
        pending, insured, skilled = random.randint(20, 60), random.uniform(2, 9), random.uniform(1, 4)
        for year in YEARS:
            accepted = closed = employed = trained = 0.0
            for quarter in QUARTERS:
                accepted += random.randint(60, 240)
                closed = int((accepted + pending) * random.uniform(0.9, 0.97))
                employed += random.uniform(0.04, 0.09)
                trained += random.uniform(0.05, 0.12)
                insured *= random.uniform(0.99, 1.03)
                skilled *= random.uniform(0.99, 1.03)
                at = (county, year, quarter)
                figures[*at, CLOSURE, ""] = round(100 * closed / (accepted + pending), 1)
                figures[*at, CLOSURE, "当期审结"] = closed
                figures[*at, CLOSURE, "当期受理"] = accepted
                figures[*at, CLOSURE, "上期末未结"] = pending
                figures[*at, INSURED, ""] = round(insured, 2)
                figures[*at, SKILLED, ""] = round(skilled, 2)
                figures[*at, HIGHLY, ""] = round(skilled * 0.3, 2)
                figures[*at, EMPLOYED, ""] = round(employed, 2)
                figures[*at, TRAINED, ""] = round(trained, 2)
            pending = int(accepted + pending - closed)
    plant(figures)
    return figures


def plant(figures: dict[Key, float]) -> None:
    """What people do: four slips of one county, one of another, and a figure of each that is not there."""
    at = ("安宁县", 2023, 4)
    closed, accepted = (figures[*at, CLOSURE, part] for part in ("当期审结", "当期受理"))
    figures[*at, CLOSURE, ""] = round(100 * closed / accepted, 1)  # what was carried over is left out
    figures[*at, INSURED, ""] *= 10_000  # persons in a column of 万人
    figures[*at, HIGHLY, ""], figures[*at, SKILLED, ""] = figures[*at, SKILLED, ""], figures[*at, HIGHLY, ""]
    figures[*at, EMPLOYED, ""] = 0.05  # the quarter instead of the year to date
    figures["永和县", 2022, 3, TRAINED, ""] = 0.01  # likewise
    del figures["安宁县", 2022, 2, TRAINED, ""]
    del figures["永和县", 2023, 1, INSURED, ""]


def framed(figures: dict[Key, float]) -> pl.DataFrame:
    """A row a figure."""
    rows = []
    for key, value in figures.items():
        *_, indicator, part = key
        printed = ("件", 0) if part else PRINTED.get(indicator, ("万人", 2))
        rows.append((*key, value, *printed))
    return pl.DataFrame(rows, schema=COLUMNS, orient="row")


def main() -> None:
    """Print the summary of all findings, and what is wrong in one county."""
    frame = framed(told())
    checked = rs.frames.validate(frame, asked=True, to_date=True)
    found = checked.collect()
    print(f"{len(frame)}个数,{len(found)}条发现,由对象判断{checked.open}处")
    for code, count in checked.summary().items():
        print(f"  {code} {count}")
    report = checked.report(["安宁县"])
    print(f"安宁县:强制性{report.counts['blocking']}项,核实性{report.counts['query']}项")
    for finding in report.findings[:5]:
        print(f"[{finding.severity.label} {finding.certainty.label}] {finding.message}")
        for repair in finding.repairs[:1]:
            print(f"  {repair.say()}")


if __name__ == "__main__":
    main()
