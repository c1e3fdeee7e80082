"""A large frame checked part by part, each as a frame in memory is.

A part is a piece of whole regions (`pieces`) or a slice of indicators (`totalled`). With a part come the
earlier figures and the targets of its regions, and what was asked of them: where the indicators and times of
all the frame are asked of every region, the part gets empty rows that tell them, in a scope of its own whose
findings are not put out. What is found of regions that were asked and are read in another part is left to it.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

import narwhals.stable.v2 as nw
from attrs import define, evolve, field

from rsindicators.errors import FrameError, TableError
from rsindicators.frames.checked import Checked
from rsindicators.frames.checking import validate
from rsindicators.frames.engine import native
from rsindicators.frames.options import Options
from rsindicators.frames.outlet import Outlet
from rsindicators.frames.pieces import Piece, Regions, pieces
from rsindicators.frames.tables import Table
from rsindicators.frames.totalled import Search, Slice, Witnesses, slices
from rsindicators.ownrule import OwnCheck, OwnRule
from rsindicators.perusal import region_names
from rsindicators.region import is_total
from rsindicators.report import Report
from rsindicators.rollup import has_sums
from rsindicators.rule import Rule
from rsindicators.rules.parts import RegionsRule
from rsindicators.ruleset import RuleSet
from rsindicators.sheets import MOST_FIGURES

TOO_MANY: Final = "submission.many"
LARGE: Final = 100_000
"""So many figures leave enough behind to be worth looking for."""
ASIDE: Final = "·"
"""The scope of rows that only say what is asked."""

Part = Piece | Slice
Eager = nw.DataFrame[Any]
Frames = tuple[Eager, Eager | None, Eager | None]
"""Rows, those reported earlier, and targets."""
Progress = Callable[[Sequence[Part]], Iterable[Part]]


@define(eq=False)
class Job:
    """A run over the parts of a large frame.

    Attributes:
        table: The frame.
        options: Those of `validate`, without frames.
        prior: What was reported earlier, or None.
        targets: A frame of targets, or None.
    """

    table: Table
    options: Options
    prior: Table | None = None
    targets: Table | None = None
    regions: Regions = field(init=False)
    _of: dict[int, Regions] = field(factory=dict, init=False)
    _keys: nw.DataFrame[Any] | None = field(default=None, init=False)
    _there: Witnesses | None = field(default=None, init=False)
    _batch: int = field(default=0, init=False)

    def refuse(self) -> None:
        """Refuse what can be refused before data is read.

        Raises:
            FrameError: As `validate` of frames in memory.
        """
        earlier = None if self.prior is None else self.prior.none()
        goals = None if self.targets is None else self.targets.none()
        _validated((self.table.none(), earlier, goals), self.options)

    def look(self) -> None:
        """Refuse what can be refused before data is read; then count the regions.

        Raises:
            FrameError: The frame holds nothing, or as `refuse`.
        """
        self.refuse()
        regions = self.table.regions(self.options.region)
        if not regions.rows:
            raise FrameError("frames.files.empty")
        self.see(regions)

    def see(self, regions: Regions) -> None:
        """Take the regions there are; where they are asked, read which keys there are."""
        self.regions = regions
        if self.options.asked is not None and self.options.asked is not False:
            self._keys = self.table.keys(self.options)

    @property
    def keys(self) -> nw.DataFrame[Any] | None:
        """An empty row for each indicator and time of the frame, where they are asked."""
        return self._keys

    @property
    def absent(self) -> tuple[str, ...]:
        """The regions that were asked, whether they have rows or not."""
        asked = self.options.asked
        named = asked.get("region", ()) if isinstance(asked, Mapping) else ()
        return tuple(dict.fromkeys((*self.options.regions, *_names(named))))

    def at_once(self) -> Checked:
        """What is found in all rows, asked at once."""
        earlier = None if self.prior is None else self.prior.rows(None)
        goals = None if self.targets is None else self.targets.rows(None)
        return _validated((self.table.rows(None), earlier, goals), self.options)

    def of(self, regions: Regions, keys: nw.DataFrame[Any] | None, names: Sequence[str]) -> nw.DataFrame[Any]:
        """The findings of all rows of a table in memory, and of some regions without any.

        Args:
            regions: Those of the table.
            keys: An empty row for each indicator and time of all the frame, where they are asked.
            names: Regions without rows.
        """
        self.regions, self._keys = regions, keys
        found, _ = self._pieced((*regions.spelled, *names), self.options.rules)
        return found

    def parts(self, batch: int) -> tuple[list[Part], tuple[str, ...]]:
        """The parts of the work, and the indicators whose totals are in none."""
        self._batch = batch
        rows = sum(self.regions.rows.values())
        rules = self.options.rules
        some, whole = pieces(self.regions, self.options.regions, batch, self.table.width)
        own = of_all(rules)
        if own is not None and len(some) > 1:
            raise FrameError("frames.rule.all", rule=own.code, count=str(rows * self.table.width))
        if whole or not any(isinstance(rule, RegionsRule) for rule in rules):
            return list(some), ()
        more, left = slices(self.table, self.options.glossary, batch, rows)
        return [*some, *more], left

    def done(self, parts: Sequence[Part], outlet: Outlet, progress: Progress | None) -> int:
        """Check the parts; gives how many places were open."""
        rules = self.options.rules
        sums = RuleSet(rule for rule in rules if isinstance(rule, RegionsRule))
        apart = any(isinstance(part, Slice) for part in parts)
        alone = RuleSet(rule for rule in rules if rule.code not in sums) if apart else rules
        absent = tuple(name for name in self.absent if name not in self.regions.rows)
        judged = 0
        with outlet.opened():
            for part in parts if progress is None else progress(parts):
                if isinstance(part, Slice):
                    found, left = self._sliced(part, sums)
                else:
                    found, left = self._pieced((*part.regions, *absent), alone)
                    absent = ()
                outlet.put(found)
                judged += left
                if self._size(part) >= LARGE:
                    gc.collect()  # what is left of a part may hold itself, and is large
        return judged

    def _size(self, part: Part) -> int:
        """How many figures a part has, about; those of a slice are as many as fit."""
        if isinstance(part, Slice):
            return LARGE
        return sum(self.regions.rows.get(name, 0) for name in part.regions) * self.table.width

    def _sliced(self, part: Slice, rules: RuleSet) -> tuple[Eager, int]:
        """The findings of a slice, and how many places were open."""
        options = evolve(self.options, rules=rules, asked=None)
        found = _validated((part.rows(self.table, self._witnesses()), None, None), options)
        return nw.from_native(found.frame, eager_only=True), found.open or 0

    def _witnesses(self) -> Witnesses:
        """What tells which regions are there; looked for once."""
        if self._there is None:
            self._there = Witnesses.of(self.table, self.regions, self.options, self._batch)
        return self._there

    def _pieced(self, names: Sequence[str], rules: RuleSet) -> tuple[Eager, int]:
        """The findings of some regions, and how many places were open."""
        found = self._of_regions(names, rules, self.options.regions)
        return self._own(nw.from_native(found.frame, eager_only=True), names), found.open or 0

    def report(self, names: Sequence[str]) -> Report:
        """What the objects report of some regions; a total is held against all that it is of.

        Raises:
            FrameError: They have too many figures (`frames.findings.regions`).
        """
        known = self.regions.known
        related = tuple(dict.fromkeys((*names, *known))) if has_sums(known) else tuple(names)
        count = sum(self.regions.rows.get(name, 0) for name in related) * self.table.width
        if count > MOST_FIGURES:
            raise FrameError("frames.findings.regions", count=str(count), most=str(MOST_FIGURES))
        wanted = tuple(name for name in self.options.regions if name in related)
        return self._of_regions(related, self.options.rules, wanted, asked=False).report(names)

    # ── a piece ──────────────────────────────────────────────────────────────────────────────────────────

    def _of_regions(
        self, names: Sequence[str], rules: RuleSet, wanted: Sequence[str], *, asked: bool = True
    ) -> Checked:
        """What is found in the rows of some regions."""
        rows = self.table.rows(self.regions.where(names))
        before = self._beside(self.prior, names)
        targets = self._beside(self.targets, names)
        demand = self._demand(names) if asked else None
        try:
            if demand is not None and self._keys is not None:
                teller = self._teller(rows, names, rules)
                rows = self._with_keys(rows, self._keys, demand["region"][0] if teller is None else teller)
            options = evolve(self.options, rules=rules, regions=wanted, asked=demand)
            return _validated((rows, before, targets), options)
        except TableError as error:
            if error.code != TOO_MANY:
                raise
            raise FrameError("frames.odd", most=str(MOST_FIGURES)) from error

    def _beside(self, table: Table | None, names: Sequence[str]) -> nw.DataFrame[Any] | None:
        """The rows of some regions of another table."""
        if table is None:
            return None
        found = self._of.get(id(table))
        if found is None:
            found = self._of[id(table)] = table.regions(self.options.region)
        return table.rows(found.where(names))

    def _demand(self, names: Sequence[str]) -> dict[str, Any] | None:
        """What is asked of some regions; None for nothing."""
        if self._keys is None:
            return None
        told = dict(self.options.asked) if isinstance(self.options.asked, Mapping) else {}
        limits = set(_names(told["region"])) if "region" in told else set(self.options.regions)
        known = {*self.regions.known, *limits}
        regions = [one for one in names if one and one in known]
        asked = [one for one in regions if (one in limits if limits else not is_total(one))]
        return {**told, "region": asked} if asked else None

    def _teller(self, rows: nw.DataFrame[Any], names: Sequence[str], rules: RuleSet) -> str | None:
        """A region that is known to be there without being asked, where totals hang on it; else None."""
        if not (has_sums(names) and any(isinstance(rule, RegionsRule) for rule in rules)):
            return None
        search = Search(self.table, self.regions, self.options)
        search.look(search.first(names), names)
        if not search.known:
            search.look(rows, names)
        return next(iter(search.known), None)

    def _with_keys(self, rows: nw.DataFrame[Any], keys: nw.DataFrame[Any], region: str) -> nw.DataFrame[Any]:
        """Rows, and empty ones of a scope aside that tell what is told anywhere in the frame."""
        columns = self.table.layout.columns
        scope = columns.get("scope", "scope")
        if scope not in rows.columns:
            rows = rows.with_columns(nw.lit(None).cast(nw.String).alias(scope))
        schema = rows.schema
        empty = keys.with_columns(nw.lit(ASIDE).cast(schema[scope]).alias(scope))
        if "region" in columns:
            place = columns["region"]
            empty = empty.with_columns(nw.lit(region or None).cast(schema[place]).alias(place))
        lost = [name for name in rows.columns if name not in empty.columns]
        empty = empty.with_columns(*(nw.lit(None).cast(schema[name]).alias(name) for name in lost))
        return nw.concat([rows, empty.select(*rows.columns)])

    def _own(self, frame: nw.DataFrame[Any], names: Sequence[str]) -> nw.DataFrame[Any]:
        """The findings of some regions: of no others that were asked, and of no row that only asks."""
        there = set(names)
        elsewhere = [name for name in self.options.regions if name not in there]
        region = nw.col("region")
        if elsewhere:
            frame = frame.filter(region.is_null() | ~region.is_in(elsewhere))
        if self.keys is not None and "scope" in frame.columns:
            frame = frame.filter(nw.col("scope").is_null() | (nw.col("scope") != ASIDE))
        return frame


def of_all(rules: RuleSet) -> Rule | None:
    """A rule that may look at all regions at once, as a class of one's own may; None where there is none."""
    return next((one for one in rules if isinstance(one, OwnCheck) and type(one) is not OwnRule), None)


def _validated(frames: Frames, options: Options) -> Checked:
    """What is found in some rows, with earlier ones and targets."""
    rows, before, targets = frames
    if before is not None:
        options = evolve(options, prior=native(before))
    if targets is not None:
        options = evolve(options, plan=native(targets))
    return validate(rows, options)


def _names(given: Any) -> tuple[str, ...]:
    """Names of regions, as they are read."""
    return region_names([given] if isinstance(given, str) else given)
