"""Whether any true values satisfy the rules of a form: decided by search, without the library's own rules.

Everything that a form counts is a whole number (money in 分). A printed figure leaves a box of them open, a
rate two inequalities between its components; parts, sums over regions and derived components are linear too.
The search narrows the boxes by every inequality until nothing moves, then tries values, the original truths
first, and splits the boxes where they fail. It answers that some values fit, that none do, or, after too many
steps, nothing.

The definitions are written down here by hand, from 指标解释, so that a mistake in the catalogue's formulas or
in the rules is not repeated.
"""

import re
from fractions import Fraction
from itertools import chain
from typing import NamedTuple

RATES = {
    "城镇调查失业率": ("城镇失业人口", ("城镇就业人口", "城镇失业人口"), True),
    "城镇登记失业率": ("城镇登记失业人数", ("城镇从业人数", "城镇登记失业人数"), True),
    "基本养老保险参保率": ("参保人数", ("法定应参保人数",), False),
    "劳动人事争议调解成功率": ("调解成功案件数", ("当期审结案件数",), False),
    "劳动人事争议仲裁结案率": ("当期审结案件数", ("当期立案受理案件数", "上期末累计未结案件总数"), True),
    "劳动保障监察举报投诉案件结案率": (
        "法定期限内结案的劳动保障监察举报投诉案件数",
        ("法定期限内应当结案的劳动保障举报投诉案件数",),
        True,
    ),
    "申领电子社保卡人口覆盖率": (
        "实际申领符合全国统一标准的电子社会保障卡的人数",
        ("当地常住人口数",),
        False,
    ),
}
"""Numerator, denominator, and whether the denominator holds the numerator."""
SUMS = {
    ("城镇新增就业人数", "城镇新增就业人数"): {"城镇累计新就业人员数": 1, "自然减员人数": -1},
    ("基本养老保险参保率", "法定应参保人数"): {"16周岁以上人口": 1, "全日制在校学生": -1, "现役军人": -1},
}
PARTS = {
    "农民工参加职业培训人次": "开展补贴性职业技能培训人次",
    "省内转移人数": "转移就业农村劳动力人数",
    "高技能人才数量": "技能人才数量",
    "新增取得高级工以上职业资格证书或职业技能等级证书人数": "新增取得职业资格证书或职业技能等级证书人数",
}
"""Parts and wholes that count the same. 高级职称人才数量 counts certificates, of which one person of the
专业技术人才 may hold several (附录14)."""
MAY_BE_NEGATIVE = {"城镇新增就业人数", "人力资源服务业总营业收入"}
SCALES = {"": 0, "万": 4, "亿": 8}
BASES = {"人": 0, "人次": 0, "件": 0, "个": 0, "元": 2}
"""Units and the places to the whole thing that is counted: 分 for 元."""
UNIT = re.compile(r"(万|亿)?(人次|人|件|个|元|%)")
NUMBER = re.compile(r"-?[0-9]+(?:\.([0-9]+))?")
MOST_STEPS = 3_000
MOST_ROUNDS = 60

Key = tuple[str, str, str, str]
"""Indicator, component or again the indicator, region, period."""


class Inequality(NamedTuple):
    """Whole multiples of some keys, and a constant, that together are not negative."""

    by: dict[Key, int]
    constant: int = 0


class NothingFits(Exception):  # noqa: N818 - an answer, no error
    """No true values do."""


def fits(rows, regions=(), *, finer=1):
    """Whether some true values fit the rows of a sample: True, False, or None where it was not decided.

    Args:
        rows: As printed; what cannot be read, or is printed of something else, leaves its cell open.
        regions: The name of the sum and its parts, where there is one.
        finer: Values may be multiples of one part in so many: 1000 comes near to real numbers.
    """
    try:
        boxes, facts = system(rows, regions, finer)
        narrow(boxes, facts)
    except NothingFits:
        return False
    near = {
        key_of(row): row.truth * finer * (100 if row.style.unit.symbol.endswith("元") else 1) for row in rows
    }
    return search(boxes, facts, near)


# ── what the form says ───────────────────────────────────────────────────────────────────────────────────


def key_of(row) -> Key:
    return (row.head.name, row.indicator.name, row.region, str(row.asked.run))


def read(row):
    """The ends between which the truth of a row lies, in whole things; None where it says nothing."""
    record = row.record()
    number, unit = NUMBER.fullmatch(record["value"]), UNIT.fullmatch(record["unit"])
    names = {record["indicator"], record.get("component")}
    if not number or not unit or row.indicator.name not in names or record["period"] != str(row.asked.run):
        return None
    own = UNIT.fullmatch(row.style.unit.symbol)
    if own[2] != unit[2]:
        raise NothingFits  # a number of 人次 where 人 are counted
    decimals = len(number[1] or "")
    places = -2 if unit[2] == "%" else SCALES[unit[1] or ""] + BASES[unit[2]]
    is_exact = not decimals and not unit[1] and unit[2] not in ("%", "元")
    half = 0 if is_exact else Fraction(1, 2) / 10**decimals
    value, scale = Fraction(number[0]), Fraction(10) ** places
    return (value - half) * scale, (value + half) * scale


def system(rows, regions, finer):
    """The boxes of all counts, and the inequalities between them."""
    printed = [(row, read(row)) for row in rows if row.record().get("status") != "快报"]
    boxes, facts, rates = {}, [], {}
    for row in rows:
        for key in keys_about(row):
            boxes.setdefault(key, [None if key[1] in MAY_BE_NEGATIVE else 0, None])
    for row, ends in printed:
        if ends is None:
            continue
        if row.head.name in RATES and row.indicator.name == row.head.name:
            low, high = rates.setdefault(key_of(row), ends)
            rates[key_of(row)] = max(low, ends[0]), min(high, ends[1])
        else:
            limit(boxes, key_of(row), -(-ends[0] * finer // 1), ends[1] * finer // 1)
    places = {(key[0], key[2], key[3]) for key in chain(boxes, rates)}
    for name, region, period in sorted(places):
        facts += within(name, region, period, rates.get((name, name, region, period)))
    if len(regions) > 1:
        facts += added(boxes, regions)
    facts = [fact for fact in facts if all(key in boxes for key in fact.by)]
    return boxes, facts


def keys_about(row):
    """The counts that a row is about: itself, its whole, and all components of its indicator."""
    name, region, period = row.head.name, row.region, str(row.asked.run)
    names = {row.indicator.name} - RATES.keys()
    if name in RATES:
        names |= {RATES[name][0], *RATES[name][1]}
    for (head, whole), terms in SUMS.items():
        if head == name:
            names |= {whole, *terms}
    return [(name, one, region, period) for one in sorted(names)]


def within(name, region, period, rate):
    """What holds between the figures of one indicator, and between a part and its whole, at one place."""

    def key(component, head=name):
        return (head, component, region, period)

    for (head, whole), terms in SUMS.items():
        if head == name:
            by = {key(whole): -1} | {key(one): sign for one, sign in terms.items()}
            yield Inequality(by)
            yield Inequality({one: -sign for one, sign in by.items()})
    if name in PARTS:
        yield Inequality({key(PARTS[name], PARTS[name]): 1, key(name): -1})
    if name in RATES:
        yield from of_rate(key, *RATES[name], rate)


def of_rate(key, above, below, holds_it, rate):
    """A rate is its numerator over its denominator; one that holds the numerator is no smaller.

    Multiplied out: none of nothing is any rate, something of nothing is none.
    """
    divisor = {key(one): 1 for one in below}
    if holds_it:
        yield Inequality(joined(divisor, {key(above): -1}))
    if rate is None:
        return
    low, high = rate
    if low > high or high < 0 or (holds_it and low > 1):
        raise NothingFits
    yield Inequality(joined({key(above): low.denominator}, divisor, -low.numerator))
    yield Inequality(joined({key(above): -high.denominator}, divisor, high.numerator))


def joined(one, other, times=1):
    """Multiples of two sets of keys together."""
    return {key: one.get(key, 0) + times * other.get(key, 0) for key in one | other}


def added(boxes, regions):
    """A row 合计 is the sum of all regions, told or not; a region of its own is at least those inside it."""
    whole, *parts = regions
    is_all = not whole.isdigit()
    for key in list(boxes):
        if key[2] != whole:
            continue
        children = [(*key[:2], part, key[3]) for part in parts]
        for child in children:
            boxes.setdefault(child, [None if key[1] in MAY_BE_NEGATIVE else 0, None])
        by = {key: 1} | dict.fromkeys(children, -1)
        if is_all or key[1] not in MAY_BE_NEGATIVE:
            yield Inequality(by)
        if is_all:
            yield Inequality({one: -sign for one, sign in by.items()})


# ── the search ───────────────────────────────────────────────────────────────────────────────────────────


def limit(boxes, key, low, high):
    """A narrower box; whether it is narrower."""
    box = boxes[key]
    moved = False
    if low is not None and (box[0] is None or low > box[0]):
        box[0], moved = low, True
    if high is not None and (box[1] is None or high < box[1]):
        box[1], moved = high, True
    if box[0] is not None and box[1] is not None and box[0] > box[1]:
        raise NothingFits
    return moved


def narrow(boxes, facts):
    """All boxes by all inequalities, until nothing moves or it moves too slowly to matter."""
    for _ in range(MOST_ROUNDS):
        if not sum(step(boxes, fact) for fact in facts):
            return


def step(boxes, fact):
    """The boxes of one inequality by the largest values of its other terms; whether one moved."""
    most, endless = fact.constant, []
    tops = {}
    for key, by in fact.by.items():
        end = boxes[key][by > 0]
        if by and end is None:
            endless.append(key)
        elif by:
            tops[key] = by * end
            most += by * end
    if len(endless) > 1:
        return False
    if not endless and most < 0:
        raise NothingFits
    moved = False
    for key in endless or tops:
        by = fact.by[key]
        rest = most - tops.get(key, 0)
        if by > 0:
            moved |= limit(boxes, key, -(rest // by), None)
        else:
            moved |= limit(boxes, key, None, rest // -by)
    return moved


def search(boxes, facts, near):
    """Values tried one by one, the truth first; a box in which they fail is split about them."""
    waiting, steps = [boxes], 0
    while waiting and steps < MOST_STEPS:
        steps += 1
        boxes = waiting.pop()
        open_ = [key for key, (low, high) in boxes.items() if low is None or high is None or low < high]
        if not open_:
            return True
        key = min(open_, key=lambda one: width(boxes[one]))
        low, high = boxes[key]
        value = nearest(near.get(key, 0), low, high)
        for ends in ((low, value - 1), (value + 1, high), (value, value)):
            if (ends[0] is None or ends[1] is None or ends[0] <= ends[1]) and ends not in (
                (low, None),
                (None, high),
            ):
                child = {one: list(box) for one, box in boxes.items()}
                child[key] = list(ends)
                try:
                    narrow(child, facts)
                except NothingFits:
                    continue
                waiting.append(child)
    return None if waiting else False


def width(box):
    low, high = box
    return float("inf") if low is None or high is None else high - low


def nearest(value, low, high):
    """The whole number of a box that is nearest to a value."""
    value = round(value)
    if low is not None and value < low:
        return low
    return high if high is not None and value > high else value
