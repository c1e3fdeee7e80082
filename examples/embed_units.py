"""Embedding: the caller has a pint registry; units are added to it, and quantities go both ways.

嵌入:您的程序已经用 pint,单位加进您的注册表,量可以来往。
"""

from decimal import Decimal

import pint

import rsindicators as rs


def main() -> None:
    """Print figures that went through the caller's registry and came back."""
    ureg: pint.UnitRegistry[Decimal] = pint.UnitRegistry(non_int_type=Decimal)
    rs.units.register(ureg)
    rs.units.register(ureg)  # twice does no harm

    population = ureg.Quantity(Decimal("72.30"), "万人")
    print(f"您的量换成人:{population.m_as('人'):.0f}")

    cards = rs.Figure.parse("59.3万张")
    print(f"本库的数到您的注册表:{cards.quantity(ureg).m_as('张'):.0f}张")

    rate = rs.Catalogue.standard()["电子社保卡覆盖率"].compute(
        电子社保卡申领人数=ureg.Quantity(Decimal("7.25"), "万人"), 常住人口=population, decimals=1
    )
    print(f"用您的量算:{rate}")

    measured = pint.UnitRegistry()  # magnitudes are floats here
    rs.units.register(measured)
    typed = measured.Quantity(2.28, "万人")
    print(f"浮点数要说明印几位:{rs.Figure.from_quantity(typed, decimals=2)}")

    try:
        rs.Figure.from_quantity(typed)
    except rs.errors.NumberError as error:
        print(f"不说明:{error.line()}")
    try:
        rs.Figure.from_quantity(ureg.Quantity(Decimal(5), "kilogram"))
    except rs.errors.UnitError as error:
        print(f"词表以外的单位:{error.line()}")


if __name__ == "__main__":
    main()
