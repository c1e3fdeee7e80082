"""An application that judges submitted texts against targets and shows errors as messages.

一个应用:拿填报的文字对照“十四五”的目标,把错误变成人能看懂的提示。
"""

import rsindicators as rs

SUBMITTED = [
    ("失业保险参保人数", "2.41万人", "2025年末"),
    ("基本养老保险参保率", "94.6%", "2025年末"),
    ("基本养老保险参保率", "0.946", "2025年末"),
    ("城镇登记失业率", "４．５％", "2025年末"),
    ("技能人才数量", "2.6万余人", "2025年末"),
    ("开展补贴性职业技能培训人次", "0.42万人", "2025年"),
    ("专业技术人才数量", "1.4.2万人", "2025年末"),
    ("失业保险人数", "2.41万人", "2025年末"),
    ("高技能人才数量", "—", "2025年末"),
    ("社会保障卡持卡人数", "65.1万人", "2024年末"),
]
"""What came in: the indicator's name, the figure and the period, all as typed."""


def answer(plan: rs.Plan, name: str, text: str, period: str) -> str:
    """One line for the person who typed it."""
    try:
        seen = rs.Observation(name, text, period)
        target = plan[seen.indicator.name]
    except rs.errors.RSIndicatorsError as error:
        return f"请改正。{error.line()}"
    if (seen.period, seen.accumulation) != (target.period, target.accumulation):
        return f"不比较:目标是{target.period}的,填的是{seen.period}的。"
    judgement = target.judge(seen.figure)
    margin = f",余量 {judgement.margin}" if judgement.margin is not None else ""
    return f"目标 {target}:{judgement}{margin}。"


def main() -> None:
    """Print an answer to each line that was submitted."""
    plan = rs.Plan.load("xuyong-14")
    for name, text, period in SUBMITTED:
        print(f"{name} {text}({period})\n  {answer(plan, name, text, period)}")


if __name__ == "__main__":
    main()
