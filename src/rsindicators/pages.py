"""A report as a page for a browser.

One file: no scripts, nothing loaded from elsewhere, its own colours for light and for dark screens, readable
on paper. Whatever stands in a form is escaped, in texts and in attributes, and nothing of it is ever a link.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Final

from rsindicators.finding import Finding
from rsindicators.findings import Findings, Tally, grade_of
from rsindicators.kinds import Severity
from rsindicators.messages import Language, render
from rsindicators.table import Table
from rsindicators.text import printable

STYLE: Final = """
:root{color-scheme:light dark;--ink:#1c2430;--soft:#5b6675;--page:#f6f7f9;--card:#fff;--line:#dfe3e8;
--blocking:#b42318;--query:#9a5b00;--note:#1f5fbf;--explained:#3d6b4f;--good:#1d7a46}
@media(prefers-color-scheme:dark){:root{--ink:#e4e8ee;--soft:#9aa6b5;--page:#14181e;--card:#1d232b;
--line:#333c47;--blocking:#ff8f85;--query:#f0b45c;--note:#8ab8ff;--explained:#8fcaa6;--good:#7fd6a3}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:60rem;padding:2rem 1rem 4rem;background:var(--page);color:var(--ink);
font:16px/1.65 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;overflow-wrap:anywhere}
h1{font-size:1.5rem;line-height:1.3;margin:0 0 .5rem}
h2{font-size:1.1rem;margin:2.25rem 0 .75rem}
p{margin:.35rem 0}
.verdict{font-weight:600;font-size:1.1rem}
.soft,.foot{color:var(--soft)}
.ok{color:var(--good)}.blocking{--grade:var(--blocking)}.query{--grade:var(--query)}
.note{--grade:var(--note)}.explained{--grade:var(--explained)}
h2,.verdict.blocking{color:var(--grade,inherit)}
article{background:var(--card);border:1px solid var(--line);border-left:4px solid var(--grade);
border-radius:6px;padding:.8rem 1rem;margin:.75rem 0;break-inside:avoid}
article header{display:flex;flex-wrap:wrap;gap:.25rem .75rem;font-size:.875rem;color:var(--soft)}
article header b{color:var(--grade)}
.what{font-weight:600;margin:.3rem 0}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem .9rem;margin:.5rem 0}
dt{color:var(--soft)}dd{margin:0}
ol,ul{margin:0;padding-left:1.3rem}
details{margin-top:.5rem;font-size:.9rem}summary{cursor:pointer;color:var(--soft)}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.9rem;background:var(--card)}
caption{display:none}
th,td{border-bottom:1px solid var(--line);padding:.35rem .6rem;text-align:left;vertical-align:top}
th{color:var(--soft);font-weight:600;white-space:nowrap}
@media print{body{background:none;padding:0}details{display:none}}
"""
LANGUAGES: Final = {"zh": "zh-CN", "en": "en"}


def page(
    found: Findings, headline: Sequence[str], checked: Table, *, most: int, language: Language = "zh"
) -> str:
    """The page of a report.

    Args:
        found: What was found, those of one severity together.
        headline: What was checked, whether it passed, the counts.
        checked: What was checked, and as its notes what was not.
        most: How many findings it shows.
        language: Chinese or English.
    """
    title, verdict, *counts = headline
    body = [
        f"<h1>{_safe(title)}</h1>",
        f'<p class="verdict {"blocking" if found.count(Severity.BLOCKING) else "ok"}">{_safe(verdict)}</p>',
        *(f'<p class="soft">{_safe(line)}</p>' for line in counts),
        *_groups(found, most, language),
        *(f"<p>{_safe(line)}</p>" for line in more(found, most, language)),
        f"<h2>{_safe(checked.title)}</h2>",
        f'<div class="scroll">{_table(checked)}</div>',
        *(f'<p class="foot">{_safe(line)}</p>' for line in checked.notes),
    ]
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{_safe(title)}</title><style>{STYLE}</style>"
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{LANGUAGES[language]}">\n<head>{head}</head>\n'
        f"<body>\n{chr(10).join(body)}\n</body>\n</html>\n"
    )


def more(found: Findings, most: int, language: Language) -> tuple[str, ...]:
    """How many findings are not shown; nothing where all are."""
    left = len(found.rows) - most
    return (render("report.more", language, {"count": str(left)}),) if left > 0 else ()


def where(row: Finding, form: str) -> str:
    """Region, places, and the indicator where the message does not name it: the message of a cell may not."""
    label = row.figures[0].label if row.figures else ""
    told = " ".join(filter(None, (label if label not in row.what() else "", places(row, form))))
    return told if row.region in told else f"{row.region} {told}".strip()


def places(row: Finding, form: str) -> str:
    """Its places; of the form that the whole report is about without that form's name."""
    return "; ".join(one.item if one.item and one.title == form else str(one) for one in row.places)


def questions(checked: Iterable[Tally], language: Language) -> dict[str, str]:
    """What the rules ask, by their codes."""
    return {tally.code: tally.question(language) for tally in checked}


def also(row: Finding, asked: Mapping[str, str], language: Language) -> str:
    """The other rules that the same cause breaks, in words; empty where there are none."""
    between = "、" if language == "zh" else ", "
    rules = between.join(asked.get(code, code) for code in row.also)
    return render("report.also", language, {"rules": rules}) if rules else ""


def _groups(found: Findings, most: int, language: Language) -> list[str]:
    """A heading and its cards for each severity; the explained ones together."""
    asked, shown = questions(found.checked, language), []
    for (grade, label), members in groupby(found.rows[:most], lambda row: _grade(row, language)):
        cards = [_card(row, where(row, found.title), also(row, asked, language), language) for row in members]
        shown += [f'<h2 class="{grade}">{_safe(label)}</h2>', *cards]
    return shown or [f"<p>{_safe(render('report.none', language, {}))}</p>"]


def _grade(row: Finding, language: Language) -> tuple[str, str]:
    """The class of a finding on the page, and what it is called."""
    if row.is_open:
        return row.severity.value, grade_of(row.severity, language)
    return "explained", render("report.explained", language, {})


def _card(row: Finding, stands: str, others: str, language: Language) -> str:
    """A finding: where, what is the case, what to do; what it rests on, folded away."""
    marks = [grade_of(row.certainty, language), stands]
    head = "".join(f"<{tag}>{_safe(mark)}</{tag}>" for tag, mark in zip(("b", "span"), marks, strict=True))
    told = {
        "finding.actual": _safe(row.actual),
        "finding.expected": _safe(row.expected.text if row.expected else ""),
        "finding.instruction": _safe(row.next(language)),
        "finding.repairs": _items("ol", [one.say(language) for one in row.repairs]),
    }
    return (
        f'<article class="{_grade(row, language)[0]}"><header>{head}</header>'
        f'<p class="what">{_safe(row.what(language))}</p>{_pairs(told, language)}'
        f"{f'<p>{_safe(others)}</p>' if others else ''}{_details(row, language)}</article>"
    )


def _details(row: Finding, language: Language) -> str:
    """The figures that were compared, what the rule rests on, the definition and where it stands."""
    defined = row.indicator if row.indicator and row.indicator.is_defined else None
    told = {
        "report.figures": _items("ul", [f"{one.label}: {one.text}" for one in row.figures]),
        "report.basis": _safe(row.basis),
        "report.definition": _safe(defined.definition if defined else ""),
        "report.source": _safe(str(defined.source) if defined else ""),
    }
    if not any(told.values()):
        return ""
    title = render("report.details", language, {})
    return f"<details><summary>{_safe(title)}</summary>{_pairs(told, language)}</details>"


def _table(table: Table) -> str:
    """A table without its title and notes, which stand elsewhere on the page."""
    rows = (map(printable, row) for row in table.rows)
    return Table(table.columns, rows, right=table.right).html()


def _pairs(told: Mapping[str, str], language: Language) -> str:
    """Labels and what they label, without the empty ones; the contents are escaped already."""
    shown = {_safe(render(code, language, {})): one for code, one in told.items() if one}
    return f"<dl>{''.join(f'<dt>{label}</dt><dd>{one}</dd>' for label, one in shown.items())}</dl>"


def _items(tag: str, texts: Iterable[str]) -> str:
    items = "".join(f"<li>{_safe(text)}</li>" for text in texts)
    return f"<{tag}>{items}</{tag}>" if items else ""


def _safe(text: str) -> str:
    from html import escape

    return escape(printable(text))
