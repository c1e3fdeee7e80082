"""Notices of a run: both languages, records and back."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from refusal import refused

from rsindicators.errors import DefinitionError
from rsindicators.notice import Notice


def test_a_notice_is_told_in_both_languages():
    notice = Notice("singly", {"count": "3"})
    assert notice.say() == "3处不符相互牵连,找不到三格以内的原因,逐项列出"
    assert notice.to_record() == {
        "code": "singly",
        "facts": {"count": "3"},
        "message": {"zh": notice.say(), "en": notice.say("en")},
    }
    assert notice.say("en").startswith("3 findings hang together")


def test_its_facts_are_short_and_their_order_says_nothing():
    long = Notice("prior", {"names": "县" * 100, "count": "100"})
    assert len(dict(long.facts)["names"]) == 60
    assert Notice("prior", reversed(long.facts)) == long


@given(st.text(max_size=70), st.text(max_size=5))
def test_any_notice_is_read_back(names, count):
    notice = Notice("prior", {"names": names, "count": count})
    assert Notice.from_record(json.loads(json.dumps(notice.to_record()))) == notice


@pytest.mark.parametrize("given", [None, 1.5, "", "a" * 10**6, [], object()])
def test_what_is_no_record_is_refused(given):
    with refused(DefinitionError, "codec.fault", "notes[3]"):
        Notice.from_record(given, "notes[3]")


@pytest.mark.parametrize(
    "broken", [{"code": 7}, {"facts": None}, {"facts": {"count": 7}}, {"facts": [1]}, {"x": 1}]
)
def test_a_record_that_is_none_is_refused(broken):
    with refused(DefinitionError, "codec.fault", "notes[3]"):
        Notice.from_record(Notice("singly", {"count": "3"}).to_record() | broken, "notes[3]")


@pytest.mark.parametrize("broken", [{"code": "none.such"}, {"facts": {}}])
def test_a_record_without_words_or_facts_is_refused(broken):
    with refused(DefinitionError, "finding.wordless", "notes[0]"):
        Notice.from_record(Notice("singly", {"count": "3"}).to_record() | broken, "notes[0]")
