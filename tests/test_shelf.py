"""The data files of the plans."""

import pytest
from refusal import refused

from rsindicators import package, shelf
from rsindicators.errors import DefinitionError


def test_every_file_of_the_folder_is_a_plan_of_its_name():
    assert list(shelf.codes()) == sorted(shelf.codes())
    for code in shelf.codes():
        assert shelf.header(code)["code"] == code
        assert shelf.printed(code).header.code == code


def test_a_plan_names_one_of_the_documents():
    documents = package.documents()
    for code in shelf.codes():
        document = shelf.printed(code).header.document
        assert documents[document.code] == document


@pytest.mark.parametrize("key", ["row", "statement"])
def test_a_record_that_does_not_fit_is_named(monkeypatch, key):
    table = package.table("plans/xuyong-14.toml")
    broken = table | {key: [table[key][0] | {"line": "十"}]}
    monkeypatch.setattr(shelf, "_file", lambda _: broken)
    with refused(DefinitionError, "codec.fault", "xuyong-14"):
        shelf.printed("xuyong-14")
