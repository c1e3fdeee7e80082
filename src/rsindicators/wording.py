"""The words around a quantity: of what it speaks.

In “全市城镇新增就业23.5万人” the words before the number name what is counted, in “建设15家左右创新中心” the
words behind it. “分别” pairs a list of subjects with a list of numbers; a head noun that closes the list
(参保人数) belongs to each. Words that only carry the sentence (其中, 实现, 力争, 达) are no part of the name.

Source: trade rule on 分别.
"""

from __future__ import annotations

import re
from typing import Final

from attrs import evolve, frozen

_CHANGES: Final = r"(?:增长|增加|提高|提升|上升|下降|降低|减少|递增|递减|增幅|增速|降幅|增收)(?:率|幅度)?"
_CHANGE: Final = re.compile(rf"((?:年均)?(?:净|实际)?{_CHANGES})(?:了|为|达到?|在|约|保持在)?$")
_AGAINST: Final = re.compile(
    r"(?:同比|环比|(?<![占对百])(?:比|较|与)"
    r"(?:上年同期|上年末?|去年|上期|基期|.{2,12}?(?:年|末|底|期间|时期|五”?))(?:相比)?)$"
)
_ONWARD: Final = re.compile(rf"{_CHANGES}(?:到|至)$|(?:调高|调整|扩大|发展|扩展)(?:到|至)$")
_HEAD: Final = re.compile(
    r"(?:[ 、,;:)”\-—–*.]|其中|全年|同时|并且?(?!购)|且|还|要(?![素件点])|已经?|共(?![青同建享])|均(?!衡)|也"
    r"|再(?!就业)|以及|[和及与或]|实现|完成(?!率)|确保|力争|争取|原则上|预计|计划(?!生育)|累计"
    r"|每年|年均(?!增)|至少|最少|至多|最多|[一二三四五六七八九十]是|等(?!级)|的|期间|时期)+"
)
_FOOT: Final = re.compile(
    r"(?:[为是有约均共只仅占在到至由从自的了等要应需将已达: (“]|分别|预计|力争|争取|确保|原则上|平均"
    r"|每年|累计|至少|最少|至多|最多|达到){1,9}$"
)
_PER: Final = re.compile(
    r"各(?![类项级种界方])[^,。;:]{0,14}(?:市\(州\)|县\(市、区\)|[市州县区村地省](?![()])|单位|街道"
    r"|乡镇|企业|部门|机构|院校|高校)"
    r"|每个?(?:市\(州\)|县\(市、区\)|[市州县区省村户](?![()])|乡镇|社区|单位|家企业|所学校)"
)
_VERB: Final = re.compile(
    r"(?:[\u4e00-\u9fff]{0,3}(?:建设|建成|培育|培养|组织|形成|举办|开展|打造|引进|实施|选派|新增|新建|遴选|认定|扶持"
    r"|发放|吸纳|安置|支持|招收|提供|建立|创建|集聚|落实|推进|出台|联合|涵盖|吸引|全省|全市|全县|我省|我市|我县))?"
)
_NEW: Final = re.compile("新(?:增|建|引进|培育|培养|招收|组建|认定|建设)")
_NOUN: Final = re.compile(
    r"的?(?!任务|目标|[、以为在与和及等由将要均都已较比获]|参加|入选|来自|实现|进行|接受|享受|增长|提高|增加|下降|降低|就业)"
    r"([\u4e00-\u9fffA-Za-z·&“”、]{2,30}?)"
    r"(?=[^\u4e00-\u9fffA-Za-z·&“”、]|$|达|获|等|参加|入选|来自|实现|进行|纳入|接受|享受|预计|力争|全部|学技能|就业(?:[,;]|$))"
)
_ASIDE: Final = re.compile(r"\([^()]{5,40}\)")
_DONE: Final = re.compile(r"^([全我][省市县区州])(?:累计)?(?:实现|完成|共)")
_MEASURED: Final = (
    "参保人数",
    "持卡人数",
    "人数",
    "人次",
    "总量",
    "数量",
    "总数",
    "总额",
    "规模",
    "覆盖率",
    "参保率",
    "比例",
    "占比",
    "收入",
    "面积",
)
_LIST: Final = re.compile(r"、|以及|和|与|及")


@frozen
class Subject:
    """What the words before a quantity say.

    Attributes:
        phrase: The words for what is counted or measured; empty where there are none.
        change: 增长, 年均增长 … where they say how it moves.
        per: 各市(州), 每户: of whom it is asked one by one.
        onward: Whether 提高到 and the like stand last: the subject is that of the quantity before.
    """

    phrase: str
    change: str = ""
    per: str = ""
    onward: bool = False


def subject(before: str) -> Subject:
    """The subject in the words between the last break and the quantity."""
    words = before.rstrip()
    onward = _ONWARD.search(words)
    if onward:
        return evolve(subject(words[: onward.start()]), onward=True)
    change = _CHANGE.search(words)
    if change:
        words = words[: change.start()]
        against = _AGAINST.search(words)
        words = words[: against.start()] if against else words
    words = _trimmed(words)
    per = _PER.match(words)
    if per:
        words = _trimmed(words[per.end() :])
    words = _DONE.sub(r"\1", _ASIDE.sub("", words).replace("每年", ""))
    return Subject(words, change[1] if change else "", per.group() if per else "")


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


def paired(before: str, count: int) -> tuple[str, ...]:
    """The subjects of `count` numbers that 分别 pairs with them; nothing where they do not pair.

    Args:
        before: The words before 分别.
        count: How many numbers follow.
    """
    parts = [_trimmed(part) for part in _LIST.split(_trimmed(before))]
    if len(parts) != count:
        return ()
    head = next((word for word in _MEASURED if parts[-1].endswith(word)), "")
    bare = not any(part.endswith(_MEASURED) for part in parts[:-1])
    return tuple(part if part.endswith(head) else part + head for part in parts) if bare else tuple(parts)


def _trimmed(words: str) -> str:
    """`words` without what carries the sentence at both ends."""
    begins = _HEAD.match(words)
    words = words[begins.end() :] if begins else words
    ends = _FOOT.search(words[-24:])
    return words[: len(words) - (len(words[-24:]) - ends.start())] if ends else words
