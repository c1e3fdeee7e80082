"""For which months a figure of a form is, and over what it runs."""

import pytest
from refusal import refused

from rsindicators import Accumulation, Catalogue, Period
from rsindicators.constituent import constituents
from rsindicators.duration import settled
from rsindicators.errors import PeriodError

CATALOGUE = Catalogue.standard()
STOCK = CATALOGUE["失业保险参保人数"]
FLOW = CATALOGUE["城镇新增就业人数"]
RATE = CATALOGUE["仲裁结案率"]
LEVEL = CATALOGUE["基本养老保险参保率"]
CARRIED = constituents(RATE)[2]
TO_DATE, ANNUAL, TOTAL, AT_END = (
    Accumulation.YEAR_TO_DATE,
    Accumulation.ANNUAL,
    Accumulation.CUMULATIVE,
    Accumulation.AT_END,
)


@pytest.mark.parametrize(
    ("indicator", "period", "told", "printed", "months", "run"),
    [
        (STOCK, "2023年", None, None, "2023年", AT_END),
        (STOCK, "2023年末", None, None, "2023年", AT_END),
        (STOCK, "2023年1—6月", AT_END, None, "2023年1—6月", AT_END),
        (STOCK, "“十四五”末", None, None, "2025年", AT_END),
        (FLOW, "2023年", None, None, "2023年", ANNUAL),
        (FLOW, "2023年", ANNUAL, None, "2023年", ANNUAL),
        (FLOW, "2023年", TO_DATE, None, "2023年", TO_DATE),
        (FLOW, "2023年6月", None, None, "2023年6月", None),
        (FLOW, "2023年6月", TO_DATE, None, "2023年1—6月", TO_DATE),
        (FLOW, "2023年6月末", TO_DATE, None, "2023年1—6月", TO_DATE),
        (FLOW, "2023年第二季度", None, TO_DATE, "2023年1—6月", TO_DATE),
        (FLOW, "2023年1—6月", None, None, "2023年1—6月", TO_DATE),
        (FLOW, "“十四五”", None, TOTAL, "“十四五”", TOTAL),
        (FLOW, "“十四五”", TOTAL, TOTAL, "“十四五”", TOTAL),
        (FLOW, "“十四五”", Accumulation.EACH_YEAR, None, "“十四五”", Accumulation.EACH_YEAR),
        (RATE, "2023年6月", TO_DATE, None, "2023年1—6月", TO_DATE),
        (RATE, "2023年6月", None, None, "2023年6月", None),
        (LEVEL, "2023年末", None, None, "2023年", AT_END),
        (CARRIED, "2023年6月", TO_DATE, None, "2023年1—6月", AT_END),
        (CARRIED, "2023年6月", None, None, "2023年6月", AT_END),
        (CARRIED, "2023年", ANNUAL, None, "2023年", AT_END),
        (CARRIED, "“十四五”", TOTAL, None, "“十四五”", AT_END),
        (CARRIED, "2023年末", None, None, "2023年", AT_END),
    ],
)
def test_the_run_of_a_figure_follows_from_what_is_told_and_what_it_is(  # noqa: PLR0917 - the columns of a table
    indicator, period, told, printed, months, run
):
    assert settled(indicator, Period.parse(period), told, printed) == (Period.parse(months), run)


@pytest.mark.parametrize(
    ("indicator", "period", "told", "printed", "code", "named"),
    [
        (FLOW, "2023年", ANNUAL, TO_DATE, "submission.accumulation", "本年累计"),
        (FLOW, "2023年末", ANNUAL, None, "submission.accumulation", "期末"),
        (FLOW, "2023年1—6月", ANNUAL, None, "submission.annual", "2023年1—6月"),
        (FLOW, "2023年1—6月", TOTAL, None, "submission.total", "2023年1—6月"),
        (FLOW, "2023年", None, TOTAL, "submission.total", "例如“十四五”"),
        (FLOW, "2019年", None, TOTAL, "submission.total", "例如“十三五”"),
        (FLOW, "1964年", None, TOTAL, "submission.total", "例如“十四五”"),
        (FLOW, "“十四五”", ANNUAL, None, "submission.annual", "五年累计"),
        (FLOW, "2022年7月—2023年6月", TO_DATE, None, "submission.years", "2022年7月—2023年6月"),
        (FLOW, "2023年末", None, None, "observation.measure", FLOW.name),
        (FLOW, "2023年", AT_END, None, "observation.measure", FLOW.name),
        (STOCK, "2023年", TO_DATE, None, "observation.measure", STOCK.name),
        (STOCK, "2023年", ANNUAL, None, "observation.measure", STOCK.name),
        (STOCK, "“十四五”", TOTAL, None, "observation.measure", STOCK.name),
        (CARRIED, "“十四五”", Accumulation.EACH_YEAR, None, "observation.measure", CARRIED.name),
        (STOCK, "“十四五”", None, None, "submission.end", "2025年末"),
        (LEVEL, "2021—2025年", AT_END, None, "submission.end", "2025年末"),
    ],
)
def test_what_does_not_fit_is_refused(  # noqa: PLR0917 - the columns of a table
    indicator, period, told, printed, code, named
):
    with refused(PeriodError, code) as caught:
        settled(indicator, Period.parse(period), told, printed)
    assert named in caught.value.line()
