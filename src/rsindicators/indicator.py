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

from collections.abc import Mapping
from typing import TYPE_CHECKING

from attrs import field, frozen

from rsindicators.bound import Bound
from rsindicators.component import Component
from rsindicators.errors import ComponentError, UnknownNameError
from rsindicators.explanation import Explanation
from rsindicators.figure import Figure, computed
from rsindicators.formula import Formula
from rsindicators.kinds import Accumulation, Additivity, Direction, Measure, Relation, Verdict
from rsindicators.messages import render
from rsindicators.number import shift
from rsindicators.record import check
from rsindicators.source import Source
from rsindicators.text import checked, nearest
from rsindicators.units import Unit

if TYPE_CHECKING:
    from rsindicators.component import Given


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
        component_of: The code of the indicator whose formula it is a component of, where it is reported as a
            number of its own (see `constituent`); else empty.
        carry_over: Whether such a component is the balance carried over from the period before.

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
    component_of: str = ""
    carry_over: bool = False
    _slots: dict[str, int] = field(init=False, eq=False)
    _derived_at: tuple[int, ...] = field(init=False, eq=False)

    def __attrs_post_init__(self) -> None:
        check(self)
        slots = {name: index for index, one in enumerate(self.components) for name in one.names}
        object.__setattr__(self, "_slots", slots)
        derived = [index for index, one in enumerate(self.components) if one.formula is not None]
        object.__setattr__(self, "_derived_at", tuple(reversed(derived)))

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
