"""Write catalogue.md from the catalogue: `python docs/generate_catalogue.py`."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby
from pathlib import Path

from rsindicators import Catalogue, Component, Indicator

PAGE = Path(__file__).with_name("catalogue.md")

FIELDS = {
    "name": "名称",
    "code": "代码",
    "english": "英文名",
    "unit": "单位",
    "measure": "类别",
    "direction": "方向",
    "accumulation": "累计方式",
    "basis": "时点或时段",
    "over_regions": "地区之间",
    "over_periods": "时期之间",
    "minimum": "下限",
    "maximum": "上限",
    "usual_maximum": "通常的上限",
    "part_of": "其中项",
    "compiled_by": "编制者",
    "counted": "实际所计",
    "counting_words": "计数词",
    "aliases": "别名",
    "short_names": "简称",
    "formula": "公式",
    "definition": "释义",
}
"""What each field is called on the page."""

HEAD = """\
# 指标目录

本页由 `docs/generate_catalogue.py` 从目录数据生成，请不要直接改。

共 {count} 个指标，其中 {defined} 个有释义，{formulas} 个有公式。目录版本 `{edition}`。

有释义的逐个列在前面。其余 {listed} 个，文件用到、没有释义，按文件列在[后面的表里](#listed)。

“文件写明”的字段出自原文；其余是本库指定的，各有理由。怎样读这些字段，见[释义](concepts/definitions.md)。
"""

LISTED = """\
## 只列名称的指标 {{ #listed }}

文件用到、没有释义的指标，共 {count} 个。名称和单位出自原文，最后一栏另有说明的除外。类别、方向、怎样汇总是
本库指定的，理由也在最后一栏。
"""


def cell(text: object) -> str:
    """`text` as it may stand in a cell or a line of Markdown."""
    plain = str(text)
    for sign in "\\|<>*`[]":
        plain = plain.replace(sign, "\\" + sign)
    return plain


def table(heads: Iterable[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """A Markdown table, with an empty line behind it."""
    names = list(heads)
    yield f"| {' | '.join(names)} |"
    yield f"| {' | '.join('---' for _ in names)} |"
    yield from (f"| {' | '.join(map(cell, row))} |" for row in rows)
    yield ""


def overview(defined: Iterable[Indicator]) -> Iterator[str]:
    """Every indicator on a line, with a link to its entry."""
    yield "| 指标 | 单位 | 类别 | 公式 | 出处 |"
    yield "| --- | --- | --- | --- | --- |"
    for one in defined:
        formula = "有" if one.formula else ""
        kind = f"{one.measure.label}，{one.direction.label}"
        yield f"| [{cell(one.name)}](#{one.code}) | {one.unit} | {kind} | {formula} | {one.source.item} |"
    yield ""


def facts(one: Indicator) -> Iterator[tuple[str, object]]:
    """The fields of an indicator that fit on a line: what, and how it reads."""
    yield "代码", one.code
    yield "英文名", one.english
    yield "单位", one.unit.symbol or "（无）"
    yield "类别", f"{one.measure.label}，{one.direction.label}"
    yield "累计方式", one.accumulation.label
    yield "汇总", f"地区之间{one.over_regions.label}，时期之间{one.over_periods.label}"
    for name in ("basis", "minimum", "maximum", "usual_maximum", "part_of", "compiled_by", "counted"):
        if getattr(one, name) not in ("", None):
            yield FIELDS[name], getattr(one, name)
    if one.counting_words:
        yield "计数词", "、".join(one.counting_words)
    for alias in one.aliases:
        yield "别名", f"{alias.name}（证据：{alias.evidence}）"
    if one.short_names:
        yield "简称", "、".join(one.short_names)
    yield "出处", one.source
    if one.source.checked:
        yield "核对", one.source.checked


def component(one: Component) -> tuple[object, ...]:
    """A component as a row."""
    carried = ["上期结转"] if one.carry_over else []
    formula = [f"= {one.formula}"] if one.formula else []
    notes = "；".join([*formula, *carried, *([one.definition] if one.definition else [])])
    return one.name, one.code, "、".join(one.short_names), one.unit, one.measure.label, notes


def entry(one: Indicator) -> Iterator[str]:
    """All about an indicator."""
    yield from (f"### {cell(one.name)} {{ #{one.code} }}", "")
    yield from (f"> {cell(one.definition)}", "")
    if one.formula:
        yield from (f"**公式** {cell(one.name)} = {cell(one.formula)}", "")
        yield from table(("组成", "代码", "简称", "单位", "类别", "说明"), map(component, one.components))
    yield from table(("项目", "内容"), facts(one))
    yield from (f"文件写明：{'、'.join(FIELDS[name] for name in one.stated)}。", "")
    yield from table(("本库指定", "理由"), ((FIELDS[name], reason) for name, reason in one.assigned))
    if one.remarks:
        yield from ("要注意的：", "", *(f"- {cell(remark)}" for remark in one.remarks), "")


def listed(one: Indicator) -> tuple[object, ...]:
    """An indicator without a definition as a row."""
    place = f"{one.source.item} 第{one.source.line}行"
    ways = f"{one.over_regions.label}，{one.over_periods.label}"
    part = [f"是 {one.part_of} 的其中项"] if one.part_of else []
    also = [f"又作“{alias.name}”（{alias.evidence}）" for alias in one.aliases]
    why = dict.fromkeys(reason for name, reason in one.assigned if name not in ("code", "english"))
    notes = "；".join(text.rstrip("。；") for text in (*part, *also, *why, *one.remarks))
    kind = f"{one.measure.label}，{one.direction.label}"
    return one.name, one.code, one.unit.symbol or "（无）", kind, ways, place, notes


def tables(indicators: Iterable[Indicator]) -> Iterator[str]:
    """The indicators without a definition, a table a document."""
    documents: dict[str, list[Indicator]] = {}
    for one in indicators:
        documents.setdefault(one.source.document, []).append(one)
    for title, of_document in documents.items():
        yield from (f"### 《{title}》", "")
        heads = ("指标", "代码", "单位", "类别", "地区之间，时期之间", "出处", "理由和说明")
        yield from table(heads, map(listed, of_document))


def page(catalogue: Catalogue) -> str:
    """The page."""
    defined: Sequence[Indicator] = [one for one in catalogue if one.is_defined]
    others = [one for one in catalogue if not one.is_defined]
    head = HEAD.format(
        count=len(catalogue),
        defined=len(defined),
        listed=len(others),
        formulas=sum(one.formula is not None for one in catalogue),
        edition=catalogue.edition,
    )
    lines = [head, *overview(defined)]
    for title, of_document in groupby(defined, key=lambda one: one.source.document):
        lines += [f"以下出自《{title}》。", ""]
        for section, of_section in groupby(of_document, key=lambda one: one.source.section):
            lines += [f"## {section}", "", *chain.from_iterable(map(entry, of_section))]
    lines += [LISTED.format(count=len(others)), *tables(others)]
    return "\n".join(lines).rstrip() + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(Catalogue.standard()), encoding="utf-8")
