"""`python -m rsindicators`."""

import runpy
import sys

import pytest


@pytest.mark.parametrize(("arguments", "status"), [(["list", "失业率"], 0), (["show", "没有"], 2)])
def test_the_module_runs_the_shell_and_ends_with_its_status(arguments, status, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["rsindicators", *arguments])
    with pytest.raises(SystemExit) as end:
        runpy.run_module("rsindicators", run_name="__main__")
    assert end.value.code == status
    assert ("城镇调查失业率" in capsys.readouterr().out) == (status == 0)
