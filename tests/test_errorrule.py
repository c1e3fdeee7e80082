"""A fault told in the words of the error that says why."""

import pytest
from ruled import asked, broken, seen, told_well

from rsindicators import Figure, Period
from rsindicators.errorrule import FOR_PROGRAMS, ErrorRule
from rsindicators.errors import NotationError, RSIndicatorsError, UnitError
from rsindicators.fault import Fault
from rsindicators.kinds import Severity
from rsindicators.messages import templates

RULE = ErrorRule("cells.value", Severity.BLOCKING)


def error_of(refuse, *given, **named):
    """The error a reader raises."""
    with pytest.raises(RSIndicatorsError) as caught:
        refuse(*given, **named)
    return caught.value


def fault(error, **told):
    return Fault("cells.value", "C5", "报表.xlsx", "12.3.4", error, **told)


def test_the_finding_bears_the_message_of_the_error_in_both_languages():
    error = error_of(Figure.parse, "12.3.4")
    (found,) = broken(RULE, [], faults=(fault(error),))
    assert (found.what("zh"), found.what("en")) == (error.what("zh"), error.what("en"))
    assert found.next("en") == error.next("en")
    assert (str(found.places[0]), found.actual) == ("报表.xlsx C5", "12.3.4")
    assert told_well(found)


def test_of_an_error_with_a_cause_the_cause_is_told():
    cause = error_of(Period.parse, "去年")
    (found,) = broken(
        RULE, [], faults=(fault(NotationError("notation.rest", text="a", position=1).because(cause)),)
    )
    assert found.what() == cause.what()


def test_a_cause_that_is_no_error_of_the_library_is_not_told_in_one_language_only():
    error = NotationError("notation.rest", text="a", position=1).because(ValueError("no"))
    (found,) = broken(RULE, [], faults=(fault(error, name="失业保险参保人数", period="2023年末"),))
    assert found.what() == "失业保险参保人数(2023年末)填的“12.3.4”读不出来。"


def test_advice_for_programs_is_not_given_to_whoever_fills_in_a_form():
    (found,) = broken(RULE, [], faults=(fault(UnitError("unit.share", other="%")),))
    assert "Figure(" not in found.next()
    assert told_well(found)


def test_of_stray_words_beside_a_number_the_rule_says_what_to_fill_in():
    told = fault(error_of(Figure.parse, "2.5左右(待核)"), name="失业保险参保人数", period="2023年末")
    (found,) = broken(RULE, [], faults=(told,))
    assert "词表" not in found.next()
    assert "只填一个数" in found.next()


def test_the_errors_whose_advice_is_for_programs_are_errors_of_the_library():
    assert set(templates()) >= FOR_PROGRAMS


def test_faults_of_other_rules_are_left_to_them_and_what_was_read_keeps_the_rule():
    given = [seen("失业保险参保人数", "2.28万人", "2020年末")]
    other = Fault("cells.period", "B5", "报表.xlsx", "去年", error_of(Period.parse, "去年"))
    assert [one.finding for one in asked(RULE, given, faults=(other,))] == [None]


def test_a_fault_that_keeps_its_figure_is_told_of_that_figure():
    one = seen("失业保险参保人数", "2.28万人", "2020年末", "叙永县")
    (answer,) = asked(RULE, [one], faults=(fault(error_of(Figure.parse, ""), observation=one),))
    assert answer.cell is one
    assert (answer.finding.indicator, answer.finding.region) == (one.indicator, "叙永县")
