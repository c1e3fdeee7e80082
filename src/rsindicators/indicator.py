"""A formal definition.

An indicator says what a number is: its measure, unit, direction, what may be added, and, where the document
gives one, the formula with its components. Nothing is assumed silently: every field is either `stated` by
the document or `assigned` by whoever wrote the record, with a reason. An indicator that a document uses
without defining it is *listed*: it has a name and no definition.

A component may have a formula of its own, over components listed after it (法定应参保人数 =
16周岁以上人口 − 全日制在校学生 − 现役军人). It may be given itself, or by its parts; given both, they must
agree. What is missing stays missing and is an error.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from attrs import field, fields, frozen

from rsindicators.bound import Bound
from rsindicators.component import Component
from rsindicators.errors import ComponentError, DefinitionError, RSIndicatorsError, UnknownNameError
from rsindicators.explanation import Explanation
from rsindicators.figure import Figure, computed
from rsindicators.formula import Formula
from rsindicators.kinds import Accumulation, Additivity, Direction, Measure, Relation, Verdict
from rsindicators.messages import render
from rsindicators.number import shift
from rsindicators.source import Source
from rsindicators.syntax import has_factor
from rsindicators.text import checked, nearest
from rsindicators.units import Unit

if TYPE_CHECKING:
    from rsindicators.component import Given

ANSWERABLE: Final = (
    "unit", "measure", "direction", "accumulation", "over_regions", "over_periods", "minimum", "maximum",
    "usual_maximum", "compiled_by", "counted", "part_of", "counting_words", "formula", "definition",
)  # fmt: skip
"""The fields that, where present, must be either stated or assigned."""


ANSWERABLE_OF_COMPONENT: Final = ("unit", "measure", "definition", "formula")
"""The same for components, where their record marks anything."""

HUNDREDS: Final = frozenset(map(Decimal, (100, 1000, 10_000)))
CODE: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,99}")
"""What a code is: ASCII letters, digits and underscores."""


@frozen
class Alias:
    """Another spelling of the name, and the evidence that the same indicator is meant."""

    name: str
    evidence: str


@frozen(cache_hash=True, repr=False)
class Indicator:
    """The definition of an indicator.

    Attributes:
        code: ASCII, stable, never reused.
        name: As the document has it.
        english: Its English name.
        unit: As the document prints it.
        measure: Stock, flow, ratio, composition or growth.
        direction: Which way is better.
        accumulation: What a plain figure of a year is: AT_END or ANNUAL.
        over_regions: How a whole comes from disjoint regions.
        over_periods: How a whole comes from consecutive periods.
        source: Where the definition (or, of a listed one, the name) stands.
        basis: The document's words for the reporting basis.
        definition: The document's words; empty where it does not define the indicator.
        formula: Over the components, or None.
        components: All inputs, parts of derived components included.
        minimum: What it cannot fall below, or None.
        maximum: What it cannot exceed, or None.
        usual_maximum: What it exceeds only in unusual cases, or None.
        part_of: The code of the whole it is a part of (其中), or empty.
        compiled_by: Who compiles it, where that is not the region itself.
        counted: What the definition counts, where name and unit say something else.
        counting_words: Counting words that mean the same for it (户=家).
        aliases: Other spellings, with their evidence.
        short_names: Handy names; ours, not the document's.
        remarks: What to mind.
        stated: The fields the document states.
        assigned: The fields we assigned, each with the reason.

    Raises:
        DefinitionError: The record contradicts itself; the message names the indicator and the field.
    """

    code: str
    name: str
    english: str
    unit: Unit
    measure: Measure
    direction: Direction
    accumulation: Accumulation
    over_regions: Additivity
    over_periods: Additivity
    source: Source
    basis: str = ""
    definition: str = ""
    formula: Formula | None = None
    components: tuple[Component, ...] = ()
    minimum: Figure | None = None
    maximum: Figure | None = None
    usual_maximum: Figure | None = None
    part_of: str = ""
    compiled_by: str = ""
    counted: str = ""
    counting_words: tuple[str, ...] = ()
    aliases: tuple[Alias, ...] = ()
    short_names: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    stated: tuple[str, ...] = ()
    assigned: tuple[tuple[str, str], ...] = ()
    _slots: dict[str, int] = field(init=False, eq=False)
    _derived_at: tuple[int, ...] = field(init=False, eq=False)

    def __attrs_post_init__(self) -> None:
        self._check_names()
        slots: dict[str, int] = {}
        for index, component in enumerate(self.components):
            for name in component.names:
                if slots.setdefault(name, index) != index:
                    raise self._refused("definition.component_twice", component=name)
        object.__setattr__(self, "_slots", slots)
        derived = [index for index, one in enumerate(self.components) if one.formula is not None]
        object.__setattr__(self, "_derived_at", tuple(reversed(derived)))
        self._check_formulas()
        self._check_use()
        self._check_limits()
        self._check_provenance()

    def _refused(self, code: str, **facts: object) -> DefinitionError:
        return DefinitionError(code, "", name=self.name, **facts)

    def _check_names(self) -> None:
        """Codes are for programs, names for people; neither is empty."""
        coded = [(self.code, self.names), *((one.code, one.names) for one in self.components)]
        for own, names in coded:
            if not CODE.fullmatch(own):
                raise self._refused("definition.code", own=own)
            if not all(name.strip() for name in names):
                raise self._refused("definition.name", own=own)

    def _check_formulas(self) -> None:
        """Every formula names components only and gives the unit it is for."""
        units = {component.name: component.unit for component in self.components}
        formulas: list[Indicator | Component] = [self, *self.components]
        for place, of in enumerate(formulas):
            if of.formula is None:
                continue
            unknown = set(of.formula.names) - {component.name for component in self.components[place:]}
            if unknown or of.formula.is_comparison:
                raise self._refused(
                    "definition.formula", formula=of.formula, unknown="、".join(sorted(unknown))
                )
            try:
                of.unit.require(of.formula.unit(units))
            except RSIndicatorsError as error:
                refusal = self._refused("definition.unit", formula=of.formula, unit=of.unit)
                raise refusal.because(error) from error
            if of.unit.is_share and has_factor(of.formula.tree, HUNDREDS):
                raise self._refused("definition.hundred", formula=of.formula)

    def _check_use(self) -> None:
        """No component stands idle: what is given for it would be lost."""
        formulas = [self.formula, *(one.formula for one in self.components)]
        used = {name for formula in formulas if formula is not None for name in formula.names}
        for component in self.components:
            if component.name not in used:
                raise self._refused("definition.unused", component=component.name)

    def _check_limits(self) -> None:
        """The bounds are in a unit that fits, and rise."""
        for name in ("minimum", "maximum", "usual_maximum"):
            limit = getattr(self, name)
            if limit is not None and not self.unit.fits(limit.unit):
                raise self._refused("definition.limit", field=name, limit=limit, unit=self.unit)
        limits = [limit for limit in (self.minimum, self.usual_maximum, self.maximum) if limit is not None]
        if limits != sorted(limits):
            raise self._refused("definition.limits", limits="、".join(map(str, limits)))

    def _check_provenance(self) -> None:
        self._check_marks(self, ANSWERABLE)
        for component in self.components:
            if component.stated or component.assigned:
                self._check_marks(component, ANSWERABLE_OF_COMPONENT)

    def _check_marks(self, of: Indicator | Component, answerable: tuple[str, ...]) -> None:
        """Every such field that is present is either stated or assigned, and no other name is marked."""
        assigned = [name for name, _ in of.assigned]
        known = {one.name for one in fields(type(of))}
        for name in (*of.stated, *assigned):
            if name not in known:
                raise self._refused("definition.field", field=name, near=nearest(name, known))
        for name in answerable:
            present = getattr(of, name) not in (None, "", ())
            if present and (name in of.stated) == (name in assigned):
                raise self._refused("definition.provenance", field=name)

    def __repr__(self) -> str:
        return f"<Indicator {self.name} ({self.code})>"

    @property
    def is_defined(self) -> bool:
        """Whether the document defines it; otherwise it only lists its name."""
        return bool(self.definition)

    @property
    def names(self) -> tuple[str, ...]:
        """All names it answers to."""
        return (self.name, self.code, *(alias.name for alias in self.aliases), *self.short_names)

    def reason(self, name: str) -> str | None:
        """Why we assigned the field, or None if the document states it."""
        return dict(self.assigned).get(name)

    def figure(self, given: object) -> Figure:
        """What was reported for it, as a figure whose unit fits.

        A bare number is in the indicator's unit. A counting word that means the same here (`counting_words`)
        is read as the indicator's own.

        Raises:
            NumberError, NotationError, UnitError: As `Figure.of`, or the unit does not fit.
        """
        figure = Figure.of(given)
        if figure.unit.is_pure and not self.unit.is_share and not isinstance(given, Figure):
            figure = Figure.of(given, self.unit)
        same = {Unit.parse(word).dims for word in self.counting_words}
        if same >= {figure.unit.dims, self.unit.dims}:
            return figure.relabelled(self.unit)
        self.unit.require(figure.unit)
        return figure

    def compute(
        self,
        values: Mapping[str, Given] | None = None,
        /,
        *,
        decimals: int | None = None,
        **components: Given,
    ) -> Figure:
        """The indicator from its components, in its unit, with the tightest interval.

        Args:
            values: Components by name, code or short name, as a mapping.
            decimals: Round the value to so many decimals, halves up; left out, it stays unrounded.
            components: The same as keywords. Figures, texts of figures, or bare numbers in the component's
                unit; no floats.

        Examples:
            `cat["仲裁结案率"].compute(当期审结=963, 当期受理=950, 上期末未结=50)` is 96.3%.

        Raises:
            ComponentError: There is no formula; or a component is missing, given twice, or contradicts its
                own parts.
            UnknownNameError: A name is no component's.
            UnitError, NumberError, NotationError: One cannot be read, or is in the wrong unit.
            UndefinedResultError: A denominator is, or may be, zero.
        """
        formula = self._formula
        figures = self._figures(self._joined(values, components))
        result = self._evaluate(formula, self.unit, figures)
        return result if decimals is None else result.round(decimals)

    def explain(
        self,
        values: Mapping[str, Given] | None = None,
        /,
        *,
        decimals: int | None = None,
        **components: Given,
    ) -> Explanation:
        """The same with the formula, the numbers, the definition and the source, to be shown.

        Args and errors as for `compute`.
        """
        formula = self._formula
        given = self._joined(values, components)
        figures = self._figures(given)
        told = {self._slots[name] for name in given}
        derived = [self.components[index] for index in self._derived_at if index not in told]
        result = self._evaluate(formula, self.unit, figures)
        inputs = {
            one.name: figure
            for one, figure in zip(self.components, figures, strict=True)
            if figure is not None
        }
        return Explanation(
            self.name,
            formula.say(),
            formula.say({name: str(figure) for name, figure in inputs.items()}),
            tuple(inputs.items()),
            result if decimals is None else result.round(decimals),
            self.definition,
            self.source,
            (*self._doubts(result), *self.remarks),
            tuple((one.name, one.formula.say()) for one in derived if one.formula and one.name in inputs),
        )

    def _doubts(self, result: Figure) -> list[str]:
        """A remark if the result is surely beyond a bound: the number stands, but the inputs may be slips."""
        for name in ("minimum", "maximum", "usual_maximum"):
            limit: Figure | None = getattr(self, name)
            if limit is None:
                continue
            allowed = Bound(Relation.AT_LEAST if name == "minimum" else Relation.AT_MOST, limit)
            judged = allowed.judge(result)
            if judged.verdict is Verdict.MISSED and judged.certain:
                return [render(f"explanation.{name}", "zh", {"limit": str(limit)})]
        return []

    @property
    def _formula(self) -> Formula:
        if self.formula is None:
            raise ComponentError("indicator.no_formula", name=self.name)
        return self.formula

    def _figures(self, given: Mapping[str, Given]) -> list[Figure | None]:
        """The figure of each component, those computed from their parts included."""
        figures: list[Figure | None] = [None] * len(self.components)
        for name, value in given.items():
            index = self._slots.get(name)
            if index is None:
                near = nearest(checked(name, UnknownNameError), self._slots)
                raise UnknownNameError("component.unknown", name=name, indicator=self.name, near=near)
            component = self.components[index]
            if figures[index] is not None:
                raise ComponentError("component.twice", name=component.name)
            figures[index] = component.figure(value)
        for index in self._derived_at:
            figures[index] = self._derived(self.components[index], figures)
        return figures

    def _derived(self, component: Component, figures: list[Figure | None]) -> Figure | None:
        """A component that has a formula: as given, from its parts, or from both if they agree."""
        whole, formula = figures[self._slots[component.name]], component.formula
        if formula is None or all(figures[self._slots[name]] is None for name in formula.names):
            return whole
        parts = self._evaluate(formula, component.unit, figures)
        if whole is None:
            return parts
        if not whole.to(component.unit).interval.meets(parts.interval):
            raise ComponentError("component.disagree", name=component.name, given=whole, computed=parts)
        both = whole.to(component.unit).interval.common(parts.interval)
        return computed(
            whole.value, whole.unit, whole.decimals, both.shift(component.unit.exponent - whole.unit.exponent)
        )

    def _evaluate(self, formula: Formula, unit: Unit, figures: list[Figure | None]) -> Figure:
        """A formula of the indicator or of a component, on the figures, in `unit`."""
        values, box = [], []
        for name in formula.names:
            figure = figures[self._slots[name]]
            if figure is None:
                raise self._missing(name)
            exponent = figure.unit.exponent
            values.append(shift(figure.value, exponent) if exponent else figure.value)
            box.append(figure.interval.shift(exponent) if exponent else figure.interval)
        value, interval = formula.compiled.both(values, box, -unit.exponent)
        return computed(value, unit, None, interval)

    def _missing(self, name: str) -> ComponentError:
        component = self.components[self._slots[name]]
        if component.formula is None:
            return ComponentError("component.missing_of", name=name, indicator=self.name, unit=component.unit)
        parts = "、".join(component.formula.names)
        return ComponentError(
            "component.missing_parts", name=name, indicator=self.name, unit=component.unit, parts=parts
        )

    def _joined(
        self, values: Mapping[str, Given] | None, components: Mapping[str, Given]
    ) -> Mapping[str, Given]:
        """A mapping and keywords together."""
        if values is None:
            return components
        for name in values:
            if name in components:
                index = self._slots.get(name)
                shown = name if index is None else self.components[index].name
                raise ComponentError("component.twice", name=shown)
        return {**values, **components}
