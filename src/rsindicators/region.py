"""A code or a name, perhaps with a parent.

A region is told by its GB/T 2260 code (510524), whose parents follow from the digits (510500, 510000), or by
a name, whose parent nobody can guess: 市本级 and 开发区 have no code, and their parent is given. Rows called
合计 or 全市 are no region beside others but the whole of them.

It refuses what is no name, a code whose digits fit no level, and regions that are not known to lie apart: a
parent beside its child, a total beside its parts, the same region twice.

Source: GB/T 2260 中华人民共和国行政区划代码 (two digits each for province, prefecture and county); trade
rules on 合计 and 市本级.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
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
    "全国", "全省", "全市", "全州", "全盟", "全县", "全区", "全旗", "全域", "全系统", "全自治区", "全自治州",
    "汇总", "100000", "000000", "total", "subtotal", "grandtotal", "all",
})  # fmt: skip
_ENDS: Final = ("合计", "总计", "共计", "小计", "总数", "合计数", "总和")


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
        return bool(_CODE.fullmatch(self.name))

    @property
    def ancestors(self) -> tuple[Region, ...]:
        """Its parent, the parent of that, and so on."""
        return () if self.parent is None else (self.parent, *self.parent.ancestors)

    def __str__(self) -> str:
        return self.name


def _above(code: str) -> Region | None:
    """The parent a code tells: a county's prefecture, a prefecture's province; a province has none."""
    province, prefecture, county = code[:2], code[2:4], code[4:]
    if county != "00":
        if prefecture == "00":
            raise DefinitionError("region.code", digits=code)
        return Region(f"{province}{prefecture}00")
    return None if prefecture == "00" else Region(f"{province}0000")


def is_total(name: str) -> bool:
    """Whether a row of this name is the whole of the others: 合计, 全市, 泸州市合计.

    Examples:
        >>> is_total("合 计"), is_total("全市"), is_total("全椒县")
        (True, True, False)

    Raises:
        DefinitionError: It is no text, or longer than 60 characters.

    Source: trade rule “合计, 全市, 总计 rows are the parent, never a sibling”.
    """
    plain = fold(checked(name, DefinitionError, LONGEST_REGION)).replace(" ", "").strip("()[]【】*:.").lower()
    return plain in _TOTALS or plain.endswith(_ENDS)


def apart(names: Iterable[str], declared: Iterable[Region] = (), to: str | None = None) -> str:
    """The name of the whole of these regions, if they are known to lie apart.

    Args:
        names: Codes or names, several in one joined by 、.
        declared: Regions whose parents are to be known: those without a code, those beside codes.
        to: What to call the whole; left out, the names joined by 、.

    Raises:
        NotAdditiveError: A region is told twice, or beside its parent or a total; a name without a known
            parent stands beside codes; `to` is not above them; a declared child of `to` is missing.
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
    _check_mixture(lines)
    if to is None:
        return BETWEEN.join(sorted(found))
    whole = Region(to).name
    _check_whole(whole, lines, tree)
    return whole


def _split(name: str) -> list[str]:
    return checked(name, DefinitionError, LONGEST_REGIONS).split(BETWEEN)


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


def _check_mixture(lines: dict[str, tuple[str, ...]]) -> None:
    """A name whose parent nobody told may be the very region of a code beside it, or lie inside it."""
    code = next((name for name in lines if Region(name).is_code), None)
    alone = next((name for name, above in lines.items() if not above and not Region(name).is_code), None)
    if code is not None and alone is not None:
        raise NotAdditiveError("addition.mixed", coded=code, region=alone)


def _check_whole(whole: str, lines: dict[str, tuple[str, ...]], tree: dict[str, Region]) -> None:
    """The whole lies above its parts where that can be told, and no declared part of it is missing."""
    above_whole = _line(whole, tree)
    for name, above in lines.items():
        coded = Region(name).is_code and Region(whole).is_code
        beside = name == whole and len(lines) > 1
        if beside or name in above_whole or (coded and whole not in (name, *above)):
            raise NotAdditiveError("addition.whole", whole=whole, region=name)
    missing = [name for name, one in tree.items() if one.parent and one.parent.name == whole]
    missing = [name for name in missing if name not in lines and whole not in lines]
    if missing:
        raise NotAdditiveError("addition.unreported", whole=whole, regions=BETWEEN.join(missing))
