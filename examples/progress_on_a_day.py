"""Progress of a total over five years on a day: what was reached, elapsed shares, and the pace still needed.

序时进度:五年累计的目标,按某一天已有的年度数和本年累计,看走到哪里、还要多快。
"""

from datetime import date

import rsindicators as rs

REPORTED = [("2021年", "0.32万人"), ("2022年", "0.33万人"), ("2023年1—6月", "0.15万人")]
"""Made-up figures; the target, [1.85]万人 of 2021–2025, is that of 叙永县, 专栏2第1行."""


def main() -> None:
    """Print the total to date, each pace with its basis, and what is needed a year."""
    plan = rs.Plan.load("xuyong-14")
    seen = [rs.Observation("城镇新增就业人数", figure, period) for period, figure in REPORTED]
    assessment = plan.assess(seen, on=date(2023, 6, 30))
    row = next(row for row in assessment.rows if row.target == plan["城镇新增就业人数"])

    print(f"目标 {row.target}({row.target.period}),到{assessment.on}:{row.reached}")
    if row.running is not None:
        print(f"由 {'、'.join(str(one.period) for one in row.running.parts)} 相加")
    if row.completion is not None and row.method is not None:
        possible = row.completion.interval.outwards(4)
        print(f"完成率 {row.completion.round(2)}({row.method.label}),四舍五入使它在 {possible}% 之间")

    for pace in row.paces:
        print(pace.say())

    for tolerance in ("5个百分点", "10个百分点"):
        row = plan.assess(seen, on=date(2023, 6, 30), tolerance=tolerance).rows[0]
        sure = "" if row.standing_certain else "(四舍五入可能改变)"
        print(f"允许差{tolerance}:{row.standing.label}{sure}")


if __name__ == "__main__":
    main()
