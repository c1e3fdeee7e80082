"""The words around a quantity: of what it speaks.

In “全市城镇新增就业23.5万人” the words before the number name what is counted, in “建设15家左右创新中心” the
words behind it. “分别” pairs a list of subjects with a list of numbers; a head noun that closes the list
(参保人数) belongs to each. Words that only carry the sentence (其中, 实现, 力争, 达) are no part of the name.

Source: trade rule on 分别.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from attrs import evolve, frozen

_CHANGES: Final = r"(?:增长|增加|提高|提升|上升|下降|降低|减少|递增|递减|增幅|增速|降幅|增收)(?:率|幅度)?"
_CHANGE: Final = re.compile(rf"((?:年均)?(?:净|实际)?{_CHANGES})(?:了|为|达到?|在|约|保持在)?$")
_AGAINST: Final = re.compile(
    r"(?:同比|环比|(?<![占对百])(?:比|较|与)"
    r"(?:上年同期|上年末?|去年|上期|基期|.{2,12}?(?:年|末|底|期间|时期|五”?))(?:相比)?)$"
)
_MOVES: Final = (
    rf"(?:{_CHANGES}|调高|调低|调整|扩大|发展|扩展|压缩|压减|缩小|缩短|缩减|回落|降|减|升|增)(?:到|至)"
)
_ONWARD: Final = re.compile(rf"{_MOVES}$")
_HEAD: Final = re.compile(
    r"(?:[ 、,;:)”\-—–*.]|其中|全年|同时|并且?(?!购)|且|还|要(?![素件点])|已经?|共(?![青同建享])|均(?!衡)|也"
    r"|再(?!就业)|以及|[和及与或]|实现|完成(?!率)|确保|力争|争取|原则上|预计|计划(?!生育)|累计(?!滚存|结余|结存|余额|未结)"
    r"|每年|年均(?!增)|至少|最少|至多|最多|[一二三四五六七八九十]是|等(?!级)|的|期间|时期)+"
)
_FOOT: Final = re.compile(
    r"(?:[为是有约均共只仅占在到至由从自的了等要应需将已达: (“]|分别|预计|力争|争取|确保|原则上|平均"
    r"|每[年月]|累计|至少|最少|至多|最多|达到|调整|完成|(?:基本|全面)?实现){1,9}$"
)
_DO: Final = (
    "建设|建成|培育|培养|组织|形成|举办|开展|打造|引进|实施|选派|新增|新建|遴选|认定|扶持|发放|吸纳|安置|支持|招收"
    "|提供|建立|创建|集聚|落实|推进|出台|联合|涵盖|吸引"
)
_UNIT: Final = (
    r"(?:市\(州\)|县\(市、区\)|[市州县区村地省](?![()场级民化域块])|单位|街道|乡镇|社区|部门|机构(?!养老)"
    r"|企业(?![职家])|院校|高校(?!毕业))"
)
_SKIPPED: Final = rf"(?:(?!每年|培训|完成|{_DO})[^,。;:])"
_PER: Final = re.compile(
    rf"各(?![类项级种界方]){_SKIPPED}{{0,14}}?{_UNIT}(?:[、和及与]{_SKIPPED}{{0,6}}?{_UNIT}|[市州县区村](?![场级民化域块])"
    rf"|{_SKIPPED}{{0,6}}?部门){{0,3}}"
    r"|每个?(?:市\(州\)|县\(市、区\)|[市州县区省村户](?![()场级民化域块])|乡镇|社区|单位|家企业|所学校)"
)
_VERB: Final = re.compile(rf"(?:[\u4e00-\u9fff]{{0,3}}(?:{_DO}|[全我][省市县]))?")
_OTHER_ACT: Final = re.compile(rf".*[、和与及]([\u4e00-\u9fff]{{0,3}}(?:{_DO}))$")
_AIMED: Final = re.compile(
    r"(?:为|占|达到?|完成)?(?:年度|全年|计划|预期|序时)?(?:目标|任务|计划){1,2}[值数]?的$"
    rf"|(?:{_MOVES}|相当于).{{1,20}}的$"
)
_CAUSED: Final = re.compile(
    r"^(?:积极|大力|有序|持续|着力|深入|加快|全面|稳步|扎实)?(?:将|推动|促进|推进|深化)"
)
_CLAUSE: Final = re.compile(f"迈向|{_MOVES}")
_NOTE: Final = re.compile(
    r"\[[0-9]{1,3}\]|^[0-9]{1,2} [^ ]{2,20} (?=[\u4e00-\u9fff])|^\([一二三四五六七八九十]{1,3}\)"
)
_INNER: Final = re.compile(r"(?:目标|计划|预计|完成|实际)?(?:[值数]|人数)?为?")
_NEW: Final = re.compile("新(?:增|建|引进|培育|培养|招收|组建|认定|建设)")
_NOUN: Final = re.compile(
    r"的?(?!任务|目标|[、以为在与和及等由将要均都已较比获]|参加|入选|来自|实现|完成|进行|接受|享受|增长|提高|增加|下降|降低|就业)"
    r"([\u4e00-\u9fffA-Za-z·&“”、]{2,30}?)"
    r"(?=[^\u4e00-\u9fffA-Za-z·&“”、]|$|达|获|等|参加|入选|来自|实现|进行|纳入|接受|享受|预计|力争|深入|开展|提供|全部|学技能|就业(?:[,;]|$))"
)
_ASIDE: Final = re.compile(r"\([^()]{5,40}\)")
_DONE: Final = re.compile(r"^([全我][省市县区州])(?:累计)?(?:实现|完成|共)")
_MEASURED: Final = re.compile(
    "(?:率|额|数|量|费|值|人次|收入|支出|结余|规模|面积|比例|占比|比重|水平|标准|工资|待遇)$"
)
_LIST: Final = re.compile(r"、|以及|和|与|及")
_JOIN: Final = re.compile(rf"(?:[、,和与及]|以及)|(?:[、和与及]|以及)({_CHANGES})了?")


@frozen
class Subject:
    """What the words before a quantity say.

    Attributes:
        phrase: The words for what is counted or measured; empty where there are none.
        change: 增长, 年均增长 … where they say how it moves.
        per: 各市(州), 每户: of whom it is asked one by one.
        onward: 提高到, 下降到 … where they stand last: the subject may be that of the quantity before.
    """

    phrase: str
    change: str = ""
    per: str = ""
    onward: str = ""


def subject(before: str) -> Subject:
    """The subject in the words between the last break and the quantity.

    Empty where the number is that of something else: 为年度目标的112.5%, 提高到最低工资的90%.
    """
    words = _NOTE.sub("", before.strip())
    if words.endswith("、") or _AIMED.search(words):
        return Subject("")
    onward = _ONWARD.search(words)
    if onward:
        return evolve(subject(words[: onward.start()]), onward=onward.group())
    change = _CHANGE.search(words)
    if change:
        words = words[: change.start()]
        against = _AGAINST.search(words)
        words = words[: against.start()] if against else words
    words = _trimmed(words)
    per = _PER.match(words)
    if per:
        words = _trimmed(words[per.end() :])
    return Subject(_name(words), change[1] if change else "", per.group() if per else "")


def _name(words: str) -> str:
    """The name in trimmed words: without asides, what is done before it, and another act in front."""
    words = _DONE.sub(r"\1", _ASIDE.sub("", words).replace("每年", ""))
    words = _CAUSED.sub("", words)
    other = _OTHER_ACT.fullmatch(words)
    return "" if _CLAUSE.search(words) else other[1] if other else words


def named_behind(before: str, behind: str) -> str:
    """The name that stands behind the number (15家左右协同创新中心); empty where the words before it name."""
    found = _NOUN.match(behind.rstrip("、和与及"))
    if not found:
        return ""
    new = _NEW.match(before)
    return (new.group() if new and new.end() == len(before) else "") + found[1]


def is_verb(words: str) -> bool:
    """Whether the words before a quantity only say what is done, and not to what."""
    return bool(_VERB.fullmatch(words))


def paired(before: str, count: int, known: Callable[[str], bool]) -> tuple[str, ...]:
    """The subjects of `count` numbers that 分别 pairs with them; nothing where they do not pair.

    What closes the list may belong to each: 失业、工伤保险参保人数. It is the longest ending that gives known
    names; where none does, all but the last stay empty.

    Args:
        before: The words before 分别.
        count: How many numbers follow.
        known: Whether a name is that of an indicator.
    """
    *parts, last = (_trimmed(part) for part in _LIST.split(_trimmed(before)))
    if len(parts) + 1 != count:
        return ()
    if any(_MEASURED.search(part) for part in parts):
        return (*parts, last)
    for begin in range(1, len(last)):
        if all(known(part + last[begin:]) for part in parts):
            return (*(part + last[begin:] for part in parts), last)
    return (*("" if _MEASURED.search(last) else part for part in parts), last)


def is_list(words: str) -> bool:
    """Whether the words name several."""
    return bool(_LIST.search(words))


def joined(between: str) -> str | None:
    """How two numbers of a list are joined: by the change in 、减少, by nothing but a sign; None if not."""
    found = _JOIN.fullmatch(between)
    return (found[1] or "") if found else None


def _trimmed(words: str) -> str:
    """`words` without what carries the sentence at both ends, and without half a pair of brackets."""
    words = _whole(words)
    begins = _HEAD.match(words)
    words = words[begins.end() :] if begins else words
    ends = _FOOT.search(words[-24:])
    return words[: len(words) - (len(words[-24:]) - ends.start())] if ends else words


def _whole(words: str) -> str:
    """`words` without a bracket or a quotation mark that has no partner: of 参保率(目标 the part outside."""
    for opening, closing in ("()", "“”"):
        begun: list[int] = []
        ended = 0
        for place, sign in enumerate(words):
            if sign == opening:
                begun.append(place)
            elif sign == closing and begun:
                begun.pop()
            elif sign == closing:
                ended = place + 1
        if begun:
            outside, inside = words[ended : begun[-1]], words[begun[-1] + 1 :]
            words = outside if _INNER.fullmatch(inside) else inside
        else:
            words = words[ended:]
    return words
