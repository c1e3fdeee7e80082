"""A plan of your own: write a small table, read it, assess it by a file of figures.

自己的规划:一个小表,读成目标,用另一个文件里的数评估,再写成工作簿。
"""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import rsindicators as rs

TABLE = """\
表1 某县“十四五”就业主要指标

| 指标 | 2020年 | 2025年目标 | 属性 |
|---|---|---|---|
| 一、就业 | | | |
| 1.城镇新增就业人数(万人) | [2.06] | [1.85] | 预期性 |
| *2.失业保险参保人数(万人) | 2.28 | 2.37 | 约束性 |
| 3.创业担保贷款网办率(%) | — | 99%以上 | 预期性 |

注:[ ]内为五年累计数。
"""

REPORTED = """\
指标,时期,数值,单位,状态
城镇新增就业人数,2021年,0.41,万人,年报
城镇新增就业人数,2022年,0.40,万人,年报
失业保险参保人数,2022年末,2.35,万人,快报
"""


def main() -> None:
    """Print the targets with what was read into them, and an assessment; write the plan and read it back."""
    with TemporaryDirectory() as folder:
        table, figures, book = (Path(folder) / name for name in ("表1.md", "数.csv", "表1.xlsx"))
        table.write_text(TABLE, encoding="utf-8")
        figures.write_text(REPORTED, encoding="utf-8")

        plan = rs.Plan.read(table, title="某县就业规划", region="某县", period="“十四五”")
        for target in plan:
            print(f"{target.number} {target.label}:{target}({target.period})")
            for _, reason in target.inferred:
                print(f"    推定:{reason}")

        print()
        print(plan.assess(rs.read_observations(figures), on=date(2022, 12, 31)))

        plan.write(book)
        print(f"\n写成工作簿再读,还是它:{rs.Plan.read(book) == plan}")


if __name__ == "__main__":
    main()
