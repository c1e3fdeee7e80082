"""Add counties to their prefecture: what may be added, what is recomputed, what is refused and why.

汇总:县加成市。人数相加,率由分子、分母重算;不能加的,说出该怎么办。
"""

from typing import Literal

import rsindicators as rs

PARTICIPANTS = {"510524": "2.28万人", "510525": "3.31万人", "市本级": "8.4万人"}
CASES = {
    "510524": {"审结": 963, "受理": 950, "上期未结": 50},
    "510525": {"审结": 402, "受理": 420, "上期未结": 11},
}
"""Made-up figures. 510524 is a county of 510500 by its code; 市本级 has no code, so its parent is told."""


def main() -> None:
    """Print a sum, a rate of the whole, and three sums that are refused."""
    seen = [
        rs.Observation("失业保险参保人数", figure, "2023年末", region=region)
        for region, figure in PARTICIPANTS.items()
    ]
    regions = [rs.Region("市本级", "510500")]
    whole = rs.aggregate(seen, over="region", to="510500", regions=regions)
    print(f"全市 {whole.figure},由{len(seen)}个地区相加")

    closure = rs.Catalogue.standard()["劳动人事争议仲裁结案率"]
    print(f"全市结案率 {rs.recompute(closure, CASES, decimals=2)},由三项相加后重算")

    rates = [
        rs.Observation(closure, closure.compute(parts, decimals=2), "2023年", region=region)
        for region, parts in CASES.items()
    ]
    quarters = [
        rs.Observation("城镇新增就业人数", "0.05", period) for period in ("2023年1—3月", "2023年1—6月")
    ]
    earlier = rs.Observation("失业保险参保人数", "2.3万人", "2022年末", region="510524")
    refuse("两个县的率相加", rates)
    refuse("市和它的县相加", [whole, *seen])
    refuse("两个本年累计相加", quarters, "period")
    refuse("两年的期末数相加", [earlier, seen[0]], "period")


def refuse(
    asked: str, observations: list[rs.Observation], over: Literal["region", "period"] = "region"
) -> None:
    """Print why these may not be added, and what to do instead."""
    try:
        print(rs.aggregate(observations, over))
    except rs.errors.NotAdditiveError as error:
        print(f"{asked}——{error.line()}")


if __name__ == "__main__":
    main()
