"""Stock or flow, binding or expected, more or less, how severe.

Every kind carries a stable English value for data and a Chinese `.label` for people.
"""

from __future__ import annotations

from enum import Enum, unique
from typing import Any, Final, Self


class Kind(Enum):
    """A member is written as value and label: `STOCK = "stock", "期末数"`."""

    label: str

    def __new__(cls, value: str, label: str) -> Self:
        """Keep the value for data and the label for people."""
        member = object.__new__(cls)
        member._value_ = value
        member.label = label
        return member

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        """Take the Chinese label for the value."""
        return next((member for member in cls if member.label == value), None)

    @classmethod
    def called(cls, name: str) -> Self:
        """The member of that value or label.

        Raises:
            ValueError: There is none.
        """
        look_up: Any = cls  # a call looks up; the checker takes it for a new member, of value and label
        found: Self = look_up(name)
        return found

    def __repr__(self) -> str:
        return f"{type(self).__name__}.{self.name}"


@unique
class Measure(Kind):
    """What a number is; it decides what may be added."""

    STOCK = "stock", "期末数"
    FLOW = "flow", "报告期数"
    RATIO = "ratio", "比率"
    COMPOSITION = "composition", "构成"
    GROWTH = "growth", "增速"


@unique
class Accumulation(Kind):
    """Over what the number of a period runs (累计方式)."""

    AT_END = "at_end", "期末"
    ANNUAL = "annual", "年度"
    YEAR_TO_DATE = "year_to_date", "本年累计"
    CUMULATIVE = "cumulative", "累计"
    EACH_YEAR = "each_year", "每年"
    AVERAGE_ANNUAL = "average_annual", "年均"


@unique
class Nature(Kind):
    """How a target binds: 约束性 must be reached, 预期性 is reached mainly by the market."""

    BINDING = "binding", "约束性"
    ANTICIPATED = "anticipated", "预期性"


@unique
class Direction(Kind):
    """Which way is better."""

    HIGHER = "higher", "正向"
    LOWER = "lower", "逆向"
    NEITHER = "neither", "无方向"


@unique
class Severity(Kind):
    """What a finding asks of the person who reported the figure."""

    BLOCKING = "blocking", "强制性"
    QUERY = "query", "核实性"
    NOTE = "note", "提示性"


@unique
class Additivity(Kind):
    """How a whole comes from its parts along one axis (regions, or periods)."""

    SUM = "sum", "可加"
    RECOMPUTE = "recompute", "由组成重算"
    NONE = "none", "不可加"


@unique
class Basis(Kind):
    """How the elapsed share of a period is counted (序时进度的口径)."""

    MONTHS = "months", "按月"
    DAYS = "days", "按日"
    YEARS = "years", "按已完成年度"


@unique
class Verdict(Kind):
    """What a judgement says."""

    MET = "met", "达到"
    MISSED = "missed", "未达到"
    UNDECIDED = "undecided", "未定"


@unique
class Relation(Kind):
    """How a bound limits a figure; the label is its plainest wording."""

    AT_LEAST = "at_least", "不低于"
    ABOVE = "above", "超过"
    AT_MOST = "at_most", "不超过"
    BELOW = "below", "低于"
    BETWEEN = "between", "介于"
    ABOUT = "about", "左右"
    NEARLY = "nearly", "近"
    OVER = "over", "余"


YEARLY: Final = (Accumulation.EACH_YEAR, Accumulation.AVERAGE_ANNUAL)
"""What is so every year, or on average a year, is so over several years."""

FLOORS: Final = (Relation.AT_LEAST, Relation.ABOVE, Relation.OVER)
CEILINGS: Final = (Relation.AT_MOST, Relation.BELOW)


@unique
class Content(Kind):
    """What a printed cell holds."""

    FIGURE = "figure", "数值"
    BOUND = "bound", "界限"
    COMPOSITION = "composition", "构成"
    PORTION = "portion", "分数"
    MISSING = "missing", "缺"
    TEXT = "text", "文字"


@unique
class Status(Kind):
    """How final a figure is, the least final first."""

    ESTIMATED = "estimated", "预计"
    PRELIMINARY = "preliminary", "快报"
    FINAL = "final", "年报"
    REVISED = "revised", "修订"


@unique
class Method(Kind):
    """How a completion rate (完成率) is computed."""

    ACTUAL_OVER_TARGET = "actual_over_target", "实际/目标"
    INCREASE = "increase", "实际增量/目标增量"
    TARGET_OVER_ACTUAL = "target_over_actual", "目标/实际"
    TWO_MINUS = "two_minus", "2−实际/目标"


@unique
class Standing(Kind):
    """How a target stands on a day, as a monitoring report says it; the last two at the end of its period."""

    EARLY = "early", "提前完成"
    FASTER = "faster", "快于预期"
    ON_TRACK = "on_track", "符合预期"
    LAGGING = "lagging", "滞后"
    NOT_ASSESSABLE = "not_assessable", "不可评估"
    DONE = "done", "完成"
    NOT_DONE = "not_done", "未完成"


@unique
class Claimed(Kind):
    """What a sentence says of figures."""

    GROWTH = "growth", "增长"
    ANNUAL_GROWTH = "annual_growth", "年均增长"
    SHARE = "share", "占比"
    SUM = "sum", "合计"
    DIFFERENCE = "difference", "相差"


@unique
class Agreement(Kind):
    """Whether a claim agrees with the printed figures."""

    EXACT = "exact", "相符"
    WITHIN_ROUNDING = "within_rounding", "四舍五入内相符"
    TRUNCATED = "truncated", "截尾"
    CONTRADICTED = "contradicted", "不符"
    NOT_CHECKABLE = "not_checkable", "无法核对"


@unique
class Certainty(Kind):
    """How sure a finding is: WRONG, no true values fit; SUSPECT, worth a look."""

    WRONG = "wrong", "必有误"
    SUSPECT = "suspect", "存疑"


@unique
class Role(Kind):
    """What a column of a plan's table holds."""

    BASE = "base", "基数"
    TARGET = "target", "目标"
    RESULT = "result", "结果"
    COMPLETION = "completion", "完成度"


@unique
class Lag(Kind):
    """Which time of a place a rule looks at, seen from the figure it is asked of."""

    NOW = "now", "本期"
    PREVIOUS = "previous", "上期"
    YEAR_EARLIER = "year_earlier", "上年同期"
    TO_DATE = "to_date", "同止的本年累计"
    TO_DATE_BEFORE = "to_date_before", "本年较早的累计"
    CARRIED_FROM = "carried_from", "结转所自的一期"


@unique
class Mend(Kind):
    """What a repair does to a cell."""

    TIMES_TEN_THOUSAND = "times_ten_thousand", "单位差一万倍,应乘一万"
    OVER_TEN_THOUSAND = "over_ten_thousand", "单位差一万倍,应除以一万"
    TIMES_HUNDRED = "times_hundred", "差一百倍,应乘一百"
    OVER_HUNDRED = "over_hundred", "差一百倍,应除以一百"
    TOTAL_FOR_SINGLE = "total_for_single", "填成了累计,应填本期"
    SINGLE_FOR_TOTAL = "single_for_total", "填成了本期,应填累计"
    SWAPPED = "swapped", "分子、分母填反"
    WITHOUT_CARRY_OVER = "without_carry_over", "漏了上期结转"
    STALE_CARRY_OVER = "stale_carry_over", "结转数不是应接的那一期"
    VALUE = "value", "改成与其他数相符"
