"""The words and signs that limit a number.

Source: trade rule on comparators; 民法典 第1259条 (以上、以下、以内 include the number; 超过、不满 do not).
"""

from __future__ import annotations

import re
from typing import Final

from rsindicators.kinds import Relation
from rsindicators.vocabulary import scales

BEFORE: Final = {
    "≥": Relation.AT_LEAST, ">=": Relation.AT_LEAST, "不低于": Relation.AT_LEAST, "不少于": Relation.AT_LEAST,
    "不小于": Relation.AT_LEAST, "不得低于": Relation.AT_LEAST, "不得少于": Relation.AT_LEAST,
    "至少": Relation.AT_LEAST, "最少": Relation.AT_LEAST, "最低": Relation.AT_LEAST,
    ">": Relation.ABOVE, "超过": Relation.ABOVE, "突破": Relation.ABOVE, "大于": Relation.ABOVE,
    "高于": Relation.ABOVE, "多于": Relation.ABOVE,
    "≤": Relation.AT_MOST, "<=": Relation.AT_MOST, "不超过": Relation.AT_MOST, "不高于": Relation.AT_MOST,
    "不多于": Relation.AT_MOST, "不大于": Relation.AT_MOST, "不得超过": Relation.AT_MOST,
    "不得高于": Relation.AT_MOST, "至多": Relation.AT_MOST, "最多": Relation.AT_MOST,
    "<": Relation.BELOW, "低于": Relation.BELOW, "不足": Relation.BELOW, "小于": Relation.BELOW,
    "少于": Relation.BELOW, "不满": Relation.BELOW,
    "约": Relation.ABOUT, "大约": Relation.ABOUT,
    "近": Relation.NEARLY, "接近": Relation.NEARLY,
}  # fmt: skip
"""Words before the number that say what the bound is."""

AFTER: Final = {
    "以上": Relation.AT_LEAST, "及以上": Relation.AT_LEAST,
    "以下": Relation.AT_MOST, "及以下": Relation.AT_MOST, "以内": Relation.AT_MOST, "之内": Relation.AT_MOST,
    "左右": Relation.ABOUT, "上下": Relation.ABOUT,
}  # fmt: skip
"""Words behind it."""

STATING: Final = {
    "达到": Relation.AT_LEAST, "达": Relation.AT_LEAST, "提高到": Relation.AT_LEAST,
    "提升到": Relation.AT_LEAST, "增加到": Relation.AT_LEAST,
    "下降到": Relation.AT_MOST, "降低到": Relation.AT_MOST, "减少到": Relation.AT_MOST,
    "降到": Relation.AT_MOST, "降至": Relation.AT_MOST, "减至": Relation.AT_MOST,
    "压缩到": Relation.AT_MOST, "缩小到": Relation.AT_MOST,
    "保持在": Relation.ABOUT, "稳定在": Relation.ABOUT, "控制在": None,
}  # fmt: skip
"""Words before it that leave the bound to the words behind, with what they mean if there are none."""

_REACHED: Final = (Relation.AT_LEAST, Relation.AT_MOST)
REPORTING: Final = frozenset(word for word, relation in STATING.items() if relation in _REACHED)
"""Of these, the words that in a report state the figure itself: what was risen or fallen to."""

LONGEST_BEFORE: Final = sorted(BEFORE, key=len, reverse=True)
LONGEST_AFTER: Final = sorted(AFTER, key=len, reverse=True)
LONGEST_STATING: Final = sorted(STATING, key=len, reverse=True)
_SCALE: Final = "|".join(scales())
OVER: Final = re.compile(rf"({_SCALE})?[余多]({_SCALE})?")


def meaning(before: str, after: str, *, is_range: bool) -> Relation | None:
    """What the words of a bound say, or None where they say nothing, or two things."""
    stating = next((word for word in LONGEST_STATING if before.startswith(word)), "")
    over = after if OVER.fullmatch(after) else ""
    known = before.removeprefix(stating) in ("", *LONGEST_BEFORE) and (over or after in ("", *LONGEST_AFTER))
    if not known:
        return None
    said = relations(before.removeprefix(stating), "" if over else after, over, is_range=is_range)
    return next(iter(said), STATING.get(stating)) if len(said) < 2 else None


def relations(before: str, after: str, over: str, *, is_range: bool) -> set[Relation]:
    """All that the words say; more than one is a contradiction."""
    said = {BEFORE[before]} if before else set()
    said |= {AFTER[after]} if after else set()
    said |= {Relation.OVER} if over else set()
    return said | ({Relation.BETWEEN} if is_range else set())
