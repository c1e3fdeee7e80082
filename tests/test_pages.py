"""A report as a page: by itself, escaped everywhere, well formed, in both languages."""

from html.parser import HTMLParser

import pytest
from attrs import evolve
from test_report import CHECKED, FACTS, FILE, NOTE, REPORT, WRONG, found

from rsindicators.finding import Cited, Place, Repair
from rsindicators.findings import Tally
from rsindicators.kinds import Mend, Severity
from rsindicators.report import Report

EVIL = '"><script>alert(1)</script><img src=x onerror=1>\x00&amp;</style>'
VOID = {"meta", "img", "br", "hr", "link"}


class Page(HTMLParser):
    """The tags and texts of a page; it minds that what is opened is closed."""

    def __init__(self, html):
        super().__init__()
        self.open, self.tags, self.texts, self.attributes = [], [], [], []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "style" not in self.open:
            self.texts.append(data)

    @property
    def text(self):
        return "\n".join(self.texts)


def test_the_page_is_chinese_and_stands_by_itself():
    page = Page(REPORT.html())
    assert REPORT.html().startswith("<!DOCTYPE html>")
    assert ("lang", "zh-CN") in page.attributes
    assert ("charset", "utf-8") in page.attributes
    assert not {"script", "link", "img", "iframe", "form", "a"} & set(page.tags)
    assert not {"src", "href", "onerror", "onclick"} & {name for name, _ in page.attributes}
    assert "http" not in REPORT.html()
    assert "url(" not in REPORT.html()
    assert "prefers-color-scheme:dark" in REPORT.html()


def test_the_english_page_says_so():
    page = Page(REPORT.html("en"))
    assert ("lang", "en") in page.attributes
    assert "Not passed: what blocks must be corrected first" in page.text
    assert "likely repairs" in page.text


def test_a_card_tells_cell_figure_expected_instruction_repairs_definition_and_source():
    text = Page(REPORT.html()).text
    for said in (
        FILE, "填报!E7; 填报!E8", "必有误", WRONG.message, "0.963%",
        "[96.25, 96.35]%", WRONG.instruction, WRONG.repairs[0].say(), WRONG.indicator.definition,
        str(WRONG.indicator.source), "附录23", "仲裁结案率(2023年): 0.963%", "已说明:集中受理",
        "同一原因还不符合:各部分之和与总数、审结不超过受理",
    ):  # fmt: skip
        assert said in text


def test_the_groups_come_by_severity_the_explained_ones_last():
    page = Page(REPORT.html())
    headings = [text for text in page.texts if text in {"强制性", "核实性", "提示性", "已说明", "核对了什么"}]
    assert headings == ["强制性", "核实性", "提示性", "已说明", "核对了什么"]
    assert [value for name, value in page.attributes if name == "class" and value in CLASSES] == [
        *("blocking", "blocking", "query", "query", "note", "note", "explained", "explained"),
    ]


CLASSES = {"blocking", "query", "note", "explained"}


def test_what_was_checked_and_what_was_not_stands_below():
    text = Page(REPORT.html()).text
    assert all(line in text for line in REPORT.footing())
    assert "原文缺失4、单位或内容不能比1" in text


def test_the_verdict_has_its_colour():
    assert 'class="verdict blocking"' in REPORT.html()
    assert 'class="verdict ok"' in Report(FILE, [NOTE]).html()


def test_an_empty_report_says_that_nothing_was_found():
    page = Page(Report("", (), CHECKED).html())
    assert "没有发现问题。" in page.text
    assert "验证报告" in page.text


def test_a_finding_without_anything_has_no_empty_parts():
    bare = found(figures=(), indicator=None, places=(), facts=FACTS)
    html = Report(FILE, [bare]).html()
    assert "<details>" not in html
    assert "<dd></dd>" not in html
    assert "<ol>" not in html


@pytest.mark.parametrize("language", ["zh", "en"])
def test_whatever_stands_in_a_form_is_escaped(language):
    place = Place(EVIL, EVIL)
    evil = found(
        places=(place,),
        figures=(Cited(EVIL, EVIL),),
        facts=dict.fromkeys(FACTS, EVIL),
        expected=Cited(EVIL, EVIL),
        repairs=(Repair(Mend.VALUE, place, EVIL, EVIL, EVIL),),
        also=(EVIL, "own.evil"),
        basis=EVIL,
        indicator=evolve(WRONG.indicator, definition=EVIL, source=evolve(WRONG.indicator.source, item=EVIL)),
    )
    explained = evolve(evil, severity=Severity.QUERY, explained=EVIL)
    tally = Tally("own.evil", 1, 1, 0, ((EVIL, 1),), (("zh", EVIL), ("en", EVIL)))
    report = Report(EVIL, [evil, explained], (tally,), (place,), ((EVIL, EVIL),), (EVIL,), (EVIL,))
    for html in (report.html(language), report._repr_html_()):
        page = Page(html)
        assert not {"script", "img"} & set(page.tags)
        assert "<script" not in html
        assert html.count("<style") <= 1
        assert "<script>alert(1)</script>" in page.text
    assert "\x00" not in report.html(language)
