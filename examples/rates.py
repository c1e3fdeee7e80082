"""Two rates, from exact counts and from rounded figures, and how the result came about.

结案率和参保率:由准确的计数算,由印出来的数算,看计算过程。
"""

import rsindicators as rs


def main() -> None:
    """Print two rates, what they can mean, and one explanation."""
    catalogue = rs.Catalogue.standard()
    closure = catalogue["劳动人事争议仲裁结案率"]
    participation = catalogue["基本养老保险参保率"]

    exact = closure.compute(当期审结=963, 当期受理=950, 上期末未结=50)
    print(f"结案率 {exact}:计数是准确的,结果也是准确的。")

    rounded = participation.compute(参保人数="32.33万人", 法定应参保人数="35.84万人", decimals=2)
    low, high = rounded.interval.lo, rounded.interval.hi
    print(f"参保率 {rounded}:两个数都四舍五入过,真值在 {low:.3f}% 与 {high:.3f}% 之间。")

    claimed = rs.Figure.parse("90.2%")
    agrees = rounded.interval.meets(claimed.interval)
    print(f"文件印的 {claimed}{'说得通' if agrees else '说不通'}。")

    print()
    print(closure.explain(当期审结=963, 当期受理=950, 上期末未结=50))


if __name__ == "__main__":
    main()
