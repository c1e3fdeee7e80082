"""A code or a name, perhaps with a parent.

A region is told by its GB/T 2260 code (510524), whose parents follow from the digits (510500, 510000), or by
a name, whose parent nobody can guess. A name tells its level where its last word does: 省, 自治州, 县, 区;
市 does not (泸州市 holds counties, 简阳市 is one), nor does a name cut short (叙永), nor a word for a group
of them (五县, 贫困县). 市本级, 开发区 and
高新区 stand beside counties and have no code. Rows called 合计 or 全市 are no region beside others but the
whole of them.

It refuses what is no name, a code whose digits fit no level, and regions that are not known to lie apart: a
parent beside its child, a total beside its parts, one region twice or under two spellings, names of different
or unknown levels whose parents nobody declared.

Source: GB/T 2260 中华人民共和国行政区划代码 (two digits each for province, prefecture and county); trade
rules on 合计 and 市本级.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice, pairwise
from typing import Final

from attrs import field, frozen

from rsindicators.errors import ComponentError, DefinitionError, NotAdditiveError
from rsindicators.text import checked, fold

LONGEST_REGION: Final = 60
LONGEST_REGIONS: Final = 50_000
DEEPEST: Final = 8
BETWEEN: Final = "、"
"""Stands between the names of several regions that were added, so that they are still known when more are."""

_CODE: Final = re.compile(r"[1-8][0-9]{5}")
_TOTALS: Final = frozenset({
    "全系统", "全自治区", "全自治州", "100000", "000000", "total", "subtotal", "grandtotal", "all",
})  # fmt: skip
_ENDS: Final = (
    "合计", "总计", "共计", "小计", "总数", "合计数", "总和", "总量", "汇总", "总体", "全部",
    *(f"{all_of}{level}" for all_of in "全本" for level in "国省市州盟县区旗域"),
)  # fmt: skip
_ASIDE: Final = re.compile(r"[(\[【][^()\[\]【】]{0,60}[)\]】]")
"""What a name of a total adds in brackets: 合计(万人), 全市合计(含市本级)."""

_PROVINCE, _PREFECTURE, _COUNTY = 1, 2, 3
_MUNICIPALITIES: Final = ("北京市", "天津市", "上海市", "重庆市")
_ZONES: Final = ("开发区", "高新区", "经开区")
"""They stand beside counties and, like 市本级, have no code of their own; trade rules §7."""

_SEVERAL: Final = ("各", "其中", "其他", "其余", "所有", "部分")
_VAGUE: Final = (
    *("区县", "市县", "郊县", "片区", "市区", "辖区", "主城区", "中心城区", "地区", "新区", "园区", "示范区"),
    *("经济区", "都市区", "试验区", "合作区", "功能区", "管理区", "保税区", "度假区", "景区", "库区"),
)
"""Ends of names that may mean several regions or a part of one; 浦东新区 is a district, 天府新区 is not."""

_STEM: Final = re.compile(r"(?:(?:自治)?[省州盟县区旗]|特别行政区)$")
_GROUP: Final = re.compile(
    r"(?:贫困|脱贫|重点|帮扶|丘陵|山区|民族|农村|县城|近郊|远郊|中心|[东西中南北]部|沿海|革命老|直管|市辖|扩权"
    r"|试点|[一二两三四五六七八九十几数0-9])$"
    r"|^(?:农村)?[山牧林城郊]?$"
)
"""How the name of a group ends before its level word (五县, 贫困县); 山, 林 and 城 end true names too."""

_NAMED_LIKE_A_GROUP: Final = ("南部县",)
"""It is a county of 南充市."""

_HIGHER: Final = re.compile(r".*(?:省|自治区|市|州|盟|县|区|旗)(?=.{2,}$)")
"""The regions a full name begins with: 四川省泸州市 of 四川省泸州市叙永县."""


def _name(given: str) -> str:
    """A name without the spaces that tables put into it."""
    name = fold(checked(given, DefinitionError, LONGEST_REGION)).strip()
    name = name if name.isascii() else name.replace(" ", "")
    if not name or not name.isprintable() or BETWEEN in name:
        raise DefinitionError("region.name", name=name)
    return name


def _parent(given: Region | str | None) -> Region | None:
    return given if given is None or isinstance(given, Region) else Region(given)


@frozen
class Region:
    """A region.

    Args:
        name: A GB/T 2260 code of six digits, or a name.
        parent: The region it is a part of, as a region, code or name; left out, that of the code.

    Examples:
        >>> [str(above) for above in Region("510524").ancestors]
        ['510500', '510000']
        >>> str(Region("市本级", "510500").parent)
        '510500'

    Raises:
        DefinitionError: It is no name, or a code of no level (510024); or it is its own ancestor.
    """

    name: str = field(converter=_name)
    parent: Region | None = field(default=None, converter=_parent)

    def __attrs_post_init__(self) -> None:
        if self.parent is None and self.is_code:
            object.__setattr__(self, "parent", _above(self.name))
        depth, above = 0, self.parent
        while above is not None:
            depth, above = depth + 1, above.parent
            if depth > DEEPEST:
                raise DefinitionError("region.deep", name=self.name, most=DEEPEST)
        if self.name in (above.name for above in self.ancestors):
            raise DefinitionError("region.loop", name=self.name)

    @property
    def is_code(self) -> bool:
        """Whether it is told by a GB/T 2260 code."""
        return _is_code(self.name)

    @property
    def ancestors(self) -> tuple[Region, ...]:
        """Its parent, the parent of that, and so on."""
        return () if self.parent is None else (self.parent, *self.parent.ancestors)

    def __str__(self) -> str:
        return self.name


@lru_cache(maxsize=4096)
def _above(code: str) -> Region | None:
    """The parent a code tells: a county's prefecture, a prefecture's province; a province has none."""
    province, prefecture, county = code[:2], code[2:4], code[4:]
    if county != "00":
        if prefecture == "00":
            raise DefinitionError("region.code", digits=code)
        return Region(f"{province}{prefecture}00")
    return None if prefecture == "00" else Region(f"{province}0000")


def is_total(name: str) -> bool:
    """Whether a row of this name is the whole of the others: 合计, 全市, 泸州市合计, 总量(万人).

    Examples:
        >>> is_total("合 计"), is_total("全市合计(含市本级)"), is_total("全椒县")
        (True, True, False)

    Raises:
        DefinitionError: It is no text, or longer than 60 characters.

    Source: trade rule “合计, 全市, 总计 rows are the parent, never a sibling”.
    """
    plain = fold(checked(name, DefinitionError, LONGEST_REGION)).replace(" ", "").lower()
    spellings = (text.strip("()[]【】*:.") for text in (plain, _ASIDE.sub("", plain)))
    return any(text in _TOTALS or text.endswith(_ENDS) for text in spellings)


def apart(names: Iterable[str], declared: Iterable[Region] = (), to: str | None = None) -> str:
    """The name of the whole of these regions, if they are known to lie apart.

    Codes tell it, and declared parents; names without a declared parent only where all of them tell one level
    (叙永县 and 古蔺县). Regions declared with one parent are taken to be its children side by side.

    Args:
        names: Codes or names, several in one joined by 、.
        declared: Regions whose parents are to be known: those without a code, those beside codes, those of
            different or unknown levels (泸州市 beside 叙永县, 简阳市 beside 金堂县).
        to: What to call the whole; left out, the names joined by 、.

    Raises:
        NotAdditiveError: A region is told twice, or beside its parent or a total; a name without a known
            parent stands beside codes or names that do not tell its level; two names may be one region's;
            `to` is not above them; a declared child of `to` is missing; one has no name.
        DefinitionError: A name is none, or the declared regions contradict each other.

    Source: trade rules, “adding a parent to its children doubles”, “合计 equals the sum of all children only
    if all have reported”.
    """
    tree = _tree(declared)
    found = [Region(part).name for name in names for part in _split(name)]
    known: set[str] = set()
    for name in found:
        if name in known:
            raise NotAdditiveError("addition.region_twice", region=name)
        known.add(name)
    lines = {name: _line(name, tree) for name in found}
    for name, above in lines.items():
        if len(found) > 1 and is_total(name):
            raise NotAdditiveError("addition.total", total=name)
        parent = next((one for one in above if one in known), None)
        if parent is not None:
            raise NotAdditiveError("addition.parent", parent=parent, child=name)
    _check_tops(lines)
    _check_codes(lines)
    _check_spellings(lines)
    if to is None:
        return BETWEEN.join(sorted(found))
    whole = Region(to).name
    _check_whole(whole, lines, tree)
    return whole


def _split(name: str) -> list[str]:
    if checked(name, DefinitionError, LONGEST_REGIONS) == "":
        raise NotAdditiveError("addition.no_region")
    return name.split(BETWEEN)


def _tree(declared: Iterable[Region]) -> dict[str, Region]:
    tree: dict[str, Region] = {}
    for one in declared if isinstance(declared, Iterable) else (declared,):
        if not isinstance(one, Region):
            raise ComponentError("region.declared", value=one, type=type(one).__name__)
        if tree.setdefault(one.name, one) != one:
            raise DefinitionError("region.twice", name=one.name)
    return tree


def _line(name: str, tree: dict[str, Region]) -> tuple[str, ...]:
    """The names of its ancestors, as the codes and the declared regions tell them."""
    line = [name]
    one = tree.get(name) or Region(name)
    while one.parent is not None:
        one = tree.get(one.parent.name) or one.parent
        if one.name in line:
            raise DefinitionError("region.loop", name=one.name)
        line.append(one.name)
    return tuple(line[1:])


Lines = dict[str, tuple[str, ...]]
"""Regions by name, each with the names of its ancestors, the nearest first."""


def _is_code(name: str) -> bool:
    return bool(_CODE.fullmatch(name))


def _level(name: str) -> int:
    """The level a code or a name tells, the highest 1; 0 where it tells none."""
    if _is_code(name):
        return _PROVINCE if name.endswith("0000") else _PREFECTURE if name.endswith("00") else _COUNTY
    if name.startswith(_SEVERAL) or is_total(name) or _is_group(name):
        return 0
    if name.endswith(("市本级", *_ZONES)):
        return _COUNTY
    if name.endswith(("省", "自治区", "特别行政区")) or name in _MUNICIPALITIES:
        return _PROVINCE
    if name.endswith(("省本级", "自治州", "盟")) or (name.endswith("州") and len(name) > 2):
        return _PREFECTURE  # 凉山州, but 泸州 and 崇州 are cities cut short
    return _COUNTY if name.endswith(("县", "区", "旗")) and not name.endswith(_VAGUE) else 0


def _is_group(name: str) -> bool:
    """Whether it is a word for several regions of a level: 三区四县, 贫困县, 西部省, 县."""
    own = _HIGHER.sub("", name)
    stem, levels = _STEM.subn("", own)
    return levels > 0 and own not in _NAMED_LIKE_A_GROUP and bool(_GROUP.search(stem))


def _check_tops(lines: Lines) -> None:
    """The highest regions they are known to lie in are one, or codes, or names that tell one level.

    A name whose parent nobody told may be the very region of a code beside it, or lie inside it.
    """
    tops = {name: above[-1] if above else name for name, above in lines.items()}
    code = next((name for name, top in tops.items() if _is_code(top)), None)
    alone = list(dict.fromkeys(top for top in tops.values() if not _is_code(top)))
    if code is not None and alone:
        raise NotAdditiveError("addition.mixed", coded=code, region=alone[0])
    for other in alone[1:]:
        if _level(other) == 0 or _level(other) != _level(alone[0]):
            raise NotAdditiveError("addition.levels", one=alone[0], other=other)


def _check_codes(lines: Lines) -> None:
    """A name that has a code (叙永县) may be the region of a code below its own parent, or lie inside it."""
    above_codes = {above: name for name, line in lines.items() if _is_code(name) for above in line}
    for name, above in lines.items():
        for one, parent in pairwise((name, *above)):
            if not _is_code(one) and _has_code(one) and parent in above_codes:
                raise NotAdditiveError("addition.coded", region=one, coded=above_codes[parent])


def _has_code(name: str) -> bool:
    told = _level(name) > 0 and not name.endswith(("本级", *_ZONES))
    return told or name.endswith("市") or _is_group(name)


def _check_spellings(lines: Lines) -> None:
    """No two children of one parent may be one region: 叙永 and 叙永县, 泸州市叙永县 and 叙永县."""
    siblings: dict[str, set[str]] = {}
    for name, above in lines.items():
        for one, parent in zip((name, *above), (*above, ""), strict=True):
            if not _is_code(one):
                siblings.setdefault(parent, set()).add(one)
    for group in siblings.values():
        for one, other in pairwise(sorted(group)):  # the first that begins with a name stands right behind it
            if other.startswith(one):
                raise NotAdditiveError("addition.spellings", one=one, other=other)
        _check_ends(group)


def _check_ends(names: Iterable[str]) -> None:
    """No name without its higher regions ends with another, but where they tell two cities."""
    ordered = sorted((_HIGHER.sub("", name)[::-1], _city(name), name) for name in names)
    for index, (one, city, name) in enumerate(ordered):
        for other, other_city, longer in islice(ordered, index + 1, None):
            if not other.startswith(one):
                break
            if not (city and other_city and _are_two(city, other_city)):
                raise NotAdditiveError("addition.spellings", one=name, other=longer)


def _city(name: str) -> str:
    """The city a full name tells last, 南京市 or 徐州; empty where it tells none."""
    higher = _HIGHER.match(name)
    last = _HIGHER.sub("", higher[0]) if higher else ""
    return last if last.endswith("市") or (last.endswith("州") and len(last) == 2) else ""


def _are_two(one: str, other: str) -> bool:
    """Whether two cities, spelled alike, are surely two: 四川泸州市 may be 泸州市, 徐州市 may be 徐州."""
    return one[-1] == other[-1] and one not in other and other not in one


def _check_whole(whole: str, lines: Lines, tree: dict[str, Region]) -> None:
    """The whole lies above its parts where that can be told, and no declared part of it is missing."""
    above_whole = _line(whole, tree)
    for name, above in lines.items():
        alone = name == whole and len(lines) == 1
        if not (alone or whole in above) and (name in above_whole or _is_beside(whole, name, above)):
            raise NotAdditiveError("addition.whole", whole=whole, region=name)
    missing = [name for name, one in tree.items() if one.parent and one.parent.name == whole]
    missing = [name for name in missing if name not in lines and whole not in lines]
    if missing:
        raise NotAdditiveError("addition.unreported", whole=whole, regions=BETWEEN.join(missing))


def _is_beside(whole: str, name: str, above: tuple[str, ...]) -> bool:
    """Whether a region that is not known to lie above surely does not: told alike, or of no higher level."""
    told = any(_is_code(one) == _is_code(whole) for one in above)
    return told or name == whole or 0 < _level(name) <= _level(whole)
