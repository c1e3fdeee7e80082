"""Assess a plan by the results its own document reports, and sum up in words of one's own.

评估叙永县专栏1:按文件自己报告的结果判断每个目标,写一段自己的小结。
"""

import rsindicators as rs


def main() -> None:
    """Print what was met, what rounding leaves open, and what rests on our reading."""
    plan = rs.Plan.load("xuyong-13")
    assessment = plan.assess()
    print(f"{plan.title}:{len(plan)}个目标,达到{len(assessment.met)}个。")

    for nature in rs.Nature:
        counts = assessment.count(nature)
        print(f"{nature.label}:{'、'.join(f'{verdict.label}{counts[verdict]}' for verdict in rs.Verdict)}")

    print("\n四舍五入可能改变结论的:")
    for row in assessment.rows:
        if row.judgement.verdict is not rs.Verdict.UNDECIDED and not row.judgement.certain:
            print(f"  {row.target.label}:目标 {row.target},结果 {row.observation.figure}")

    print("\n没有完成率的:")
    for row in assessment.rows:
        if row.completion is None:
            print(f"  {row.target.label}:{row.say_completion()}")

    inferred = sum(row.target.is_inferred for row in assessment.rows)
    print(f"\n其中{inferred}个目标只印了数,比较符是推定的。")


if __name__ == "__main__":
    main()
