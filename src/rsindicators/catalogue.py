"""Definitions, found by code or by name."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING, Any, Final

from attrs import field, frozen

from rsindicators import package
from rsindicators.codec import from_data, to_data
from rsindicators.errors import DefinitionError, UnknownNameError
from rsindicators.indicator import Indicator
from rsindicators.listed import read_listed
from rsindicators.table import Table
from rsindicators.text import LONGEST_TEXT, checked, fold, nearest

if TYPE_CHECKING:
    from pathlib import Path

OF_COMPONENTS: Final = {"component_of", "carry_over"}
"""What tells a component as an indicator of its own; `constituent` makes those, no file does."""

LARGEST_FILE: Final = 4_000_000
MOST_FOUND: Final = 20
DOCUMENT: Final = ("code", "title", "region", "file", "issuer", "edition")
"""What [document] may tell of the document the definitions come from."""
ORIGIN: Final = {"title": "document", "file": "file", "issuer": "issuer", "edition": "edition"}
"""What of it every definition's source repeats."""


def _tuple(given: Iterable[Indicator]) -> tuple[Indicator, ...]:
    """Each once: a catalogue combined with itself stays what it is."""
    return tuple({id(one): one for one in given}.values())


@frozen(eq=False)
class Catalogue:
    """Indicators by code, name, alias or short name; a name in another file may not mean another one.

    Args:
        indicators: The definitions.

    Raises:
        DefinitionError: Two indicators share a name, or one is part of an unknown one.
    """

    _first: tuple[Indicator, ...] = field(converter=_tuple, alias="indicators")
    _listed: Callable[[], Iterable[Indicator]] = field(default=tuple, kw_only=True, repr=False)
    _index: dict[str, Indicator] = field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "_index", _indexed(self._first))

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """All of them, the defined ones first."""
        return _tuple((*self._first, *self._listed()))

    @cached_property
    def _all(self) -> dict[str, Indicator]:
        """All of them by name; those that are only listed are read when the others do not answer."""
        return self._index if len(self.indicators) == len(self._first) else _indexed(self.indicators)

    @staticmethod
    @cache
    def standard() -> Catalogue:
        """The catalogue of the library, read once: the 指标解释 appendices, and what documents only list."""
        found = [_indicators(package.text(name), name) for name in package.names("catalogue")]
        return Catalogue(
            [indicator for indicators in found for indicator in indicators], listed=_standard_list
        )

    @staticmethod
    def read(path: str | Path) -> Catalogue:
        """A catalogue of your own: a TOML file in the library's form (see the docs, “目录文件”).

        Raises:
            DefinitionError: The file is no such catalogue; the message names the record and the field.
            OSError: It cannot be opened.
        """
        from pathlib import Path

        file = Path(path)
        if file.stat().st_size > LARGEST_FILE:
            raise DefinitionError("catalogue.size", file=file.name, most=LARGEST_FILE)
        try:
            text = file.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            raise DefinitionError("catalogue.encoding", file=file.name) from error
        return Catalogue(_indicators(text, file.name))

    def __or__(self, other: Catalogue) -> Catalogue:
        """Both together; a name of the one that the other uses for something else is an error."""
        if not isinstance(other, Catalogue):
            return NotImplemented
        both = _tuple((*self.indicators, *other.indicators))
        return self if len(both) == len(self.indicators) else Catalogue(both)

    def __getitem__(self, name: str) -> Indicator:
        found = self.get(name)
        if found is None:
            raise UnknownNameError("catalogue.unknown", name=name, near=nearest(_key(name), self._all))
        return found

    def get(self, name: str) -> Indicator | None:
        """The indicator of that code, name, alias or short name, or None.

        Raises:
            UnknownNameError: `name` is no text, or longer than 200 characters.
        """
        key = _key(name)
        return self._index.get(key) or self._all.get(key)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and len(name) <= LONGEST_TEXT and self.get(name) is not None

    def __iter__(self) -> Iterator[Indicator]:
        return iter(self.indicators)

    def __len__(self) -> int:
        return len(self.indicators)

    @cached_property
    def edition(self) -> str:
        """A digest of all records: twelve hexadecimal digits that change with any of them."""
        import json

        text = json.dumps([to_data(indicator) for indicator in self], ensure_ascii=False, sort_keys=True)
        return package.digest(text)

    def search(self, words: str) -> tuple[Indicator, ...]:
        """The indicators whose names or definition hold all the words, those with them in the name first."""
        wanted = fold(checked(words, UnknownNameError)).lower().split()

        def holds(texts: Iterable[str]) -> bool:
            text = "\n".join(texts).lower()
            return all(word in text for word in wanted)

        named = [one for one in self if holds((*one.names, one.english))]
        others = [
            one for one in self if one not in named and holds((*one.names, one.english, one.definition))
        ]
        return tuple(named + others)[:MOST_FOUND]

    def to_records(self) -> list[dict[str, Any]]:
        """The definitions as plain data, one table each."""
        return [to_data(indicator) for indicator in self]

    def to_table(self, chosen: Iterable[Indicator] | None = None) -> Table:
        """Name, unit, measure, direction, place and code of each, or of those chosen."""
        rows = [
            (
                one.name,
                one.unit.symbol,
                one.measure.label,
                one.direction.label,
                "有" if one.formula else "",
                one.source.item,
                one.code,
            )
            for one in (self if chosen is None else chosen)
        ]
        return Table(
            ("指标", "单位", "类别", "方向", "公式", "出处", "代码"),
            rows,
            title="指标目录",
            notes=[f"版本 {self.edition}"],
        )

    def _repr_html_(self) -> str:
        return self.to_table().html()

    def __repr__(self) -> str:
        return f"<Catalogue of {len(self)} indicators, edition {self.edition}>"


def _indexed(indicators: Iterable[Indicator]) -> dict[str, Indicator]:
    """The indicators by each of their names."""
    index: dict[str, Indicator] = {}
    for indicator in indicators:
        for name in indicator.names:
            other = index.setdefault(_key(name), indicator)
            if other is not indicator:
                raise DefinitionError("catalogue.clash", name=name, one=other.code, other=indicator.code)
    for indicator in index.values():
        _check_wholes(indicator, index)
    return index


def _standard_list() -> list[Indicator]:
    """The indicators that the documents use without defining them."""
    documents = package.documents()
    files = package.names("catalogue", ".csv")
    return [one for name in files for one in read_listed(package.text(name), documents, name)]


def _check_wholes(indicator: Indicator, index: dict[str, Indicator]) -> None:
    """Every whole it is a part of is known, and none of them is itself."""
    whole, passed = indicator, {indicator.code}
    while whole.part_of:
        found = index.get(_key(whole.part_of))
        if found is None:
            raise DefinitionError("catalogue.part_of", name=whole.name, whole=whole.part_of)
        if found.code in passed:
            raise DefinitionError("catalogue.part_of_itself", name=found.name)
        passed.add(found.code)
        whole = found


def _key(name: str) -> str:
    return _folded(checked(name, UnknownNameError))


@lru_cache(maxsize=4_096)
def _folded(name: str) -> str:
    """A name of at most 200 characters as it is looked up; each plan that is read asks for all of them."""
    return fold(name).strip()


def _indicators(text: str, file: str) -> list[Indicator]:
    """The definitions of a TOML file."""
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise DefinitionError("catalogue.toml", file=file, reason=error) from error
    document = data.get("document", {})
    records = data.get("indicator", [])
    if (
        data.keys() - {"document", "indicator"}
        or not isinstance(document, dict)
        or not isinstance(records, list)
    ):
        raise DefinitionError("catalogue.form", file=file)
    for name in document:
        if name not in DOCUMENT:
            raise DefinitionError("catalogue.document", file=file, field=name, allowed="、".join(DOCUMENT))
    return [_indicator(record, document, f"{file} 第{number}条") for number, record in enumerate(records, 1)]


def _with_pairs(component: object) -> object:
    """A component's record with `assigned` as pairs, as the codec reads them."""
    if isinstance(component, dict) and isinstance(component.get("assigned"), dict):
        return component | {"assigned": list(component["assigned"].items())}
    return component


def _indicator(record: object, document: dict[str, Any], where: str) -> Indicator:
    if not isinstance(record, dict):
        raise DefinitionError("codec.fault", record=where, path="$")
    for name in ("source", "assigned"):
        if not isinstance(record.get(name, {}), dict):
            raise DefinitionError("catalogue.table", record=where, field=name)
    if "components" in record:
        raise DefinitionError("catalogue.components", record=where)
    ours = sorted(record.keys() & OF_COMPONENTS)
    if ours:
        raise DefinitionError("codec.extra", fields="、".join(ours)).at(where)
    plain = {key: value for key, value in record.items() if key not in ("component", "defined")}
    components = record.get("component", [])
    if isinstance(components, list):
        components = [_with_pairs(one) for one in components]
    plain["components"] = components
    plain["assigned"] = list(record.get("assigned", {}).items())
    if "source" in record:
        origin = {name: document[key] for key, name in ORIGIN.items() if key in document}
        plain["source"] = {"document": ""} | origin | record["source"]
    indicator = from_data(plain, Indicator, f"{where} {record.get('name', '')}")
    if record.get("defined", True) != indicator.is_defined:
        raise DefinitionError("catalogue.defined", name=indicator.name)
    return indicator
