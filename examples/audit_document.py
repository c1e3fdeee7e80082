"""Audit a document against itself, and check single claims of other documents.

核对一份文件:正文与表、基数与结果、部分与总数;再核对几句别的文件里的增幅。
"""

from typing import Any

import rsindicators as rs

CLAIMS: list[tuple[str, str, dict[str, Any]]] = [
    ("growth", "32.07%", {"new": "32.33万人", "old": "24.48万人"}),
    ("growth", "50.1%", {"new": "148人年", "old": "98.5人年"}),
    ("annual_growth", "7.15%", {"new": "68987元", "old": "52334元", "years": 4}),
    ("annual_growth", "7.15%", {"new": "68987元", "old": "52334元", "years": 5}),
    ("annual_growth", "8%", {"new": "1500亿元", "old": "1000亿元", "years": 5}),
    ("sum", "511.19万人", {"parts": ["69.51万人", "23.82万人", "417.86万人"]}),
]
"""Kind, the number claimed, and the figures it was made of, from 邵阳, 浙江 and 叙永."""


def main() -> None:
    """Print what contradicts, how much is only worth a look, and what became of each claim."""
    found = rs.Plan.load("xuyong-14").audit()
    print(f"{found.title}:{found.summary().splitlines()[0]}")
    for finding in found.open:
        if finding.severity is rs.Severity.QUERY:
            print(f"\n[{finding.certainty.label}] {finding.message}")
            print(f"  {finding.instruction}")

    print("\n几句说法:")
    for kind, claimed, figures in CLAIMS:
        claim = rs.check_claim(claimed, kind, **figures)
        print(f"  {claim.agreement.label}:{claim}")


if __name__ == "__main__":
    main()
