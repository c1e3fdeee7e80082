"""The data files that come with the library."""

import re

import pytest

from rsindicators import package


def test_a_data_file_is_found_beside_the_code_and_read_as_utf_8():
    assert "人次" in package.text("units.toml")
    assert package.table("units.toml")["scales"]["万"] == 4


@pytest.mark.parametrize("folder", ["catalogue", "plans"])
def test_the_files_of_a_folder_are_listed_in_order_and_can_be_read(folder):
    names = package.names(folder)
    assert names == sorted(names)
    assert all(name.startswith(f"{folder}/") and package.table(name) for name in names)


def test_a_digest_is_twelve_hexadecimal_digits_that_change_with_the_text():
    assert re.fullmatch("[0-9a-f]{12}", package.digest("2.06万人"))
    assert package.digest("2.06万人") == package.digest("2.06万人") != package.digest("2.07万人")
    assert package.digest("") == "e3b0c44298fc"
