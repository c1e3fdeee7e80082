"""`python -m rsindicators`."""

from rsindicators.cli import main

raise SystemExit(main())
