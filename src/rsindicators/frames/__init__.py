"""The same questions, asked of columns.

`validate` checks a frame as `rs.validate` checks a form, `validate_file` one larger than memory. `compute`
adds a rate to a frame, `singles`, `running` and `growth` are the arithmetic of periods, `aggregate` adds what
may be added. They take frames of pandas, polars, pyarrow, DuckDB, Dask and PySpark, lazy or not, and give
frames of the same library; none of these libraries is imported here. They need the extra `[frames]`: narwhals
and numpy.
"""

from rsindicators.frames.checked import Checked
from rsindicators.frames.entrance import validate
from rsindicators.frames.large import validate_file
from rsindicators.frames.rates import compute
from rsindicators.frames.steps import growth, running, singles
from rsindicators.frames.sums import aggregate

__all__ = ["Checked", "aggregate", "compute", "growth", "running", "singles", "validate", "validate_file"]
