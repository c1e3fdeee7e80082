"""Frames as people send them: nearly true figures of a few indicators, and all that goes wrong with them."""

from itertools import product

CLOSING, PENSION = "劳动人事争议仲裁结案率", "基本养老保险参保率"
CARDS, JOBLESS = "申领电子社保卡人口覆盖率", "城镇登记失业率"
JOBS, INSPECTION = "城镇新增就业人数", "劳动保障监察举报投诉案件结案率"

FAMILIES = {
    CLOSING: (
        "当期审结案件数 当期立案受理案件数 上期末累计未结案件总数",
        "件",
        lambda out, came, left: out / (came + left),
    ),
    PENSION: (
        "参保人数 法定应参保人数 16周岁以上人口 全日制在校学生 现役军人",
        "万人",
        lambda insured, wanted, *_: insured / wanted,
    ),
    CARDS: (
        "实际申领符合全国统一标准的电子社会保障卡的人数 当地常住人口数",
        "万人",
        lambda part, whole: part / whole,
    ),
    JOBLESS: (
        "城镇登记失业人数 城镇从业人数",
        "万人",
        lambda without, at_work: without / (at_work + without),
    ),
    JOBS: ("城镇累计新就业人员数 自然减员人数", "万人", None),
    INSPECTION: (
        "法定期限内结案的劳动保障监察举报投诉案件数 法定期限内应当结案的劳动保障举报投诉案件数",
        "件",
        lambda part, whole: part / whole,
    ),
}
"""Indicators with their components, the unit of these, and the share they give."""

PLAIN = {
    "转移就业农村劳动力人数": "万人",
    "省内转移人数": "万人",
    "开展补贴性职业技能培训人次": "万人次",
    "农民工参加职业培训人次": "万人次",
    "人力资源服务业总营业收入": "亿元",
    "企业职工基本养老保险基金收支结余": "亿元",
    "博士后研究人员年招收人数": "人",
    "基本养老保险参保人数": "万人",
    "企业职工基本养老保险参保人数": "万人",
    "省级人力资源服务产业园": "个",
    "企业劳动合同签订率": "%",
    "最低工资标准": "元",
    "全省万人研究与发展试验(R&D)人员": "人",
    "高、中、初级专业技术人才比例": "",
}
REGIONS = ("甲县", "乙县", "丙市", "合计", "丁省", "510500", "510502", "经开区", "市本级")
PERIODS = (
    *("2021年", "2022年", "2023年", "2022年末", "2023年末", "2023年12月末", "2023年6月末", "2023年上半年"),
    *("2023年1-6月", "2022年1-6月", "2023年1-9月", "2023年第一季度", "2023年第二季度", "2023年6月"),
    *("2023年5月", "2023年1-5月", "2023年1月", "2021-2025年", "2021-2023年"),
)
NO_PERIODS = ("2023年13月", "去年", "", None, "2023-06-30")
NO_REGIONS = (None, "", "甲" * 300, "甲 县", "\x00", "123", "合计")
NO_INDICATORS = (None, "", "没有的指标", "参保人数", "失业率", "x" * 400)
UNITS = {
    "万人": ("万人", "人", "万人次"),
    "件": ("件", "万件", "个"),
    "%": ("%", "‰", "倍", "个百分点"),
    "万人次": ("万人次", "人次", "万人"),
    "亿元": ("亿元", "万元", "元"),
    "人": ("人", "万人", "人次"),
}
WORDS = (
    *("全覆盖", "—", "≥95%", "超过3.2", "1:2:3", "20:30:50", "约5", "无", "3.2万人", "不适用", "", "  "),
    *("1,234", "１２", "5.0.1", "-0", "1e3", "96%", "0", "-1", "-0.5", "100", "10000", "50.00"),
    *("99999999999999999", "0.000000000001", "123456789012.5", None),
)
NUMBERS = (
    *(None, 0.0, -0.0, -1.0, -0.5, 1e17, 1e-13, 1e308, float("inf"), 100.0, 2.0**53, 1 / 3, 96.25, 0.1 + 0.2),
    0.0000001, 12345678.901234567,
)  # fmt: skip
SPOILED = {
    "scope": ("城区", "", "—"),
    "status": ("快报", "年报", "预计", "修订", "瞎填"),
    "accumulation": ("期末", "年度", "本年累计", "累计", "每年", "年均", "乱"),
    "decimals": (0, 1, 2, 3, 12),
    "component": (None, "没有", "参保人数"),
    "period": (*NO_PERIODS, *PERIODS),
    "region": NO_REGIONS,
    "indicator": NO_INDICATORS,
}
ALWAYS = ("region", "indicator", "period", "value", "unit")
COLUMNS = (*ALWAYS, "component", "scope", "status", "accumulation", "decimals")


def rows(rng, *, printed, wild=0.15):
    """Some rows of a frame.

    Args:
        rng: Random numbers.
        printed: Whether values are texts as printed, else floats.
        wild: What share of the rows something is wrong with.
    """
    regions = rng.sample(REGIONS, rng.randint(1, 3))
    periods = rng.sample(PERIODS, rng.randint(1, 4))
    kinds = [rng.choice([*FAMILIES, *FAMILIES, ""]) for _ in range(rng.randint(1, 2))]
    scopes = [None, "城区"] if rng.random() < 0.2 else [None]
    found = []
    for kind, *place in product(kinds, regions, periods, scopes):
        size = rng.choice([3, 10, 30, 1000, 100000])
        some = _family(rng, kind, size) if kind else _plain(rng, size)
        found += [_row(one, place, printed=printed) for one in some if rng.random() < 0.9]
    if found and rng.random() < 0.4:
        found.append(again(rng, rng.choice(found)))
    for row in found:
        if rng.random() < wild / 4:
            _spoil(rng, row, printed=printed)
    rng.shuffle(found)
    return found


def split(rng, found):
    """Some of the rows, and some as they were reported earlier, a few of them otherwise."""
    before = [again(rng, row) if rng.random() < 0.3 else dict(row) for row in found if rng.random() < 0.6]
    return [row for row in found if rng.random() < 0.6], before


def again(rng, row):
    """The row told again, most often otherwise."""
    value = row["value"]
    if isinstance(value, float):
        return row | {"value": value + rng.choice([0, 0.1, 1, 0.01])}
    return row | {"value": (value or "") + rng.choice(["", "0", "1", "5"])}


def columns(found, always=ALWAYS):
    """Its columns as lists; those that nothing is told in are left out."""
    names = [name for name in COLUMNS if name in always or any(row[name] is not None for row in found)]
    return {name: [row[name] for row in found] for name in names}


def _row(told, place, *, printed):
    indicator, component, value, decimals, unit = told
    region, period, scope = place
    shown = f"{value:.{decimals}f}" if printed else float(round(value, decimals))
    row = dict.fromkeys(COLUMNS)
    row |= {"region": region, "indicator": indicator, "component": component, "period": period}
    return row | {"scope": scope, "value": shown, "unit": unit}


def _family(rng, name, size):
    names, unit, share = FAMILIES[name]
    components = names.split()
    decimals = 0 if unit == "件" else rng.choice([0, 1, 2, 4])
    near = [size * rng.choice([0.5, 1, 0.8, 0.25, 1.0005]) for _ in components]
    values = [round(rng.uniform(0, size) if rng.random() < 0.3 else one, decimals) for one in near]
    if len(values) < 4 and rng.random() < 0.8:
        values.sort()
    if rng.random() < 0.05:
        values[rng.randrange(len(values))] = 0.0
    places = decimals if share is None else rng.choice([0, 1, 1, 2])
    slip = rng.choice([0, 0, 0, 0.5, -0.5, 1, -10, 30]) * 10**-places
    rate = values[0] - values[1] if share is None else _percent(share, values)
    yield name, None, rate + slip, places, unit if share is None else "%"
    for component, value in zip(components, values, strict=True):
        yield name, component, value, decimals, unit


def _percent(share, values):
    try:
        return 100 * share(*values)
    except ZeroDivisionError:
        return 100.0


def _plain(rng, size):
    for name in rng.sample(list(PLAIN), rng.randint(1, 4)):
        value = size * rng.choice([0.5, 1, 0.8, 0.25, 2.5, -1, 1.0005])
        yield name, None, value, rng.choice([0, 1, 2]), PLAIN[name]


def _spoil(rng, row, *, printed):
    what = rng.choice(["value", "value", "value", "unit", "unit", *SPOILED])
    if what == "value":
        row["value"] = rng.choice(WORDS if printed else NUMBERS)
    elif what == "unit":
        row["unit"] = rng.choice([None, *UNITS.get(row["unit"], ()), "怪"])
    else:
        row[what] = rng.choice(SPOILED[what])
