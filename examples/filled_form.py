"""A form for 叙永县 2023, filled in with made-up figures and a dozen deliberate mistakes, and checked.

一张填好的表:数全是编的,错是有意填的。`xuyong-2023.xlsx` 和 `xuyong-2022.csv` 就是这样做出来的:

    python examples/filled_form.py examples

不给文件夹时写到临时文件夹里,只打印问题。
"""

import csv
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl import load_workbook

import rsindicators as rs

NEW_JOBS, UNEMPLOYMENT = "城镇新增就业人数", "城镇登记失业率"
PENSION, CARDS = "基本养老保险参保率", "申领电子社保卡人口覆盖率"
MEDIATION, ARBITRATION = "劳动人事争议调解成功率", "劳动人事争议仲裁结案率"
INSPECTION = "劳动保障监察举报投诉案件结案率"
REVENUE, INSURED = "人力资源服务业总营业收入", "失业保险参保人数"

LAST_YEAR = {
    (NEW_JOBS, ""): "0.34万人",
    (NEW_JOBS, "城镇累计新就业人员数"): "0.41万人",
    (NEW_JOBS, "自然减员人数"): "0.07万人",
    (UNEMPLOYMENT, ""): "3.1%",
    (UNEMPLOYMENT, "城镇登记失业人数"): "0.28万人",
    (UNEMPLOYMENT, "城镇从业人数"): "8.75万人",
    ("开展补贴性职业技能培训人次", ""): "0.42万人次",
    ("农民工参加职业培训人次", ""): "0.18万人次",
    ("转移就业农村劳动力人数", ""): "20.3万人",
    ("省内转移人数", ""): "8.70万人",
    (PENSION, ""): "92.4%",
    (PENSION, "参保人数"): "33.10万人",
    (PENSION, "法定应参保人数"): "35.82万人",
    (PENSION, "16周岁以上人口"): "41.95万人",
    (PENSION, "全日制在校学生"): "6.02万人",
    (PENSION, "现役军人"): "0.11万人",
    (INSURED, ""): "2.31万人",
    ("工伤保险单位职工参保人数", ""): "4.02万人",
    (REVENUE, ""): "0.72亿元",
    ("专业技术人才数量", ""): "1.36万人",
    ("高级职称人才数量", ""): "0.135万人",
    ("新增取得专业技术人员职业资格证书人数", ""): "0.44万人",
    ("博士后研究人员年招收人数", ""): "1人",
    ("技能人才数量", ""): "2.4万人",
    ("高技能人才数量", ""): "0.37万人",
    ("新增取得职业资格证书或职业技能等级证书人数", ""): "0.15万人",
    ("新增取得高级工以上职业资格证书或职业技能等级证书人数", ""): "0.030万人",
    (MEDIATION, ""): "66.2%",
    (MEDIATION, "调解成功案件数"): "98件",
    (MEDIATION, "当期审结案件数"): "148件",
    (ARBITRATION, ""): "94.6%",
    (ARBITRATION, "当期审结案件数"): "158件",
    (ARBITRATION, "当期立案受理案件数"): "150件",
    (ARBITRATION, "上期末累计未结案件总数"): "17件",
    (INSPECTION, ""): "98.9%",
    (INSPECTION, "法定期限内结案的劳动保障监察举报投诉案件数"): "184件",
    (INSPECTION, "法定期限内应当结案的劳动保障举报投诉案件数"): "186件",
    ("社会保障卡持卡人数", ""): "63.5万人",
    (CARDS, ""): "33.2%",
    (CARDS, "实际申领符合全国统一标准的电子社会保障卡的人数"): "19.05万人",
    (CARDS, "当地常住人口数"): "57.40万人",
}
"""What was reported for 2022: made up, and in order."""

FILLED = {
    (NEW_JOBS, ""): 3520,  # 人, typed under 万人
    (NEW_JOBS, "城镇累计新就业人员数"): 0.43,
    (NEW_JOBS, "自然减员人数"): 0.08,
    (UNEMPLOYMENT, ""): "—",  # not there yet, and explained
    (UNEMPLOYMENT, "城镇登记失业人数"): 0.27,
    (UNEMPLOYMENT, "城镇从业人数"): 8.82,
    ("开展补贴性职业技能培训人次", ""): 0.40,
    ("农民工参加职业培训人次", ""): 0.1854,  # more decimals than asked
    ("转移就业农村劳动力人数", ""): 20.5,
    ("省内转移人数", ""): 25.8,  # a part above its whole
    (PENSION, ""): 0.93,  # 93 %, typed as a fraction
    (PENSION, "参保人数"): 33.35,
    (PENSION, "法定应参保人数"): 35.86,
    (PENSION, "16周岁以上人口"): 41.99,
    (PENSION, "全日制在校学生"): 6.02,
    (PENSION, "现役军人"): 0.11,
    (INSURED, ""): 2.34,  # under a unit that was changed to 万人次
    ("工伤保险单位职工参保人数", ""): 4.06,
    (REVENUE, ""): 3.9,  # five times last year's, “核实无误”
    ("专业技术人才数量", ""): 1.39,
    ("高级职称人才数量", ""): 0.138,
    ("新增取得专业技术人员职业资格证书人数", ""): 0.43,
    ("博士后研究人员年招收人数", ""): 1,
    ("技能人才数量", ""): "2.5万左右吧",  # no figure
    ("高技能人才数量", ""): 0.39,
    ("新增取得职业资格证书或职业技能等级证书人数", ""): 0.14,
    ("新增取得高级工以上职业资格证书或职业技能等级证书人数", ""): 0.029,
    (MEDIATION, ""): 67.5,  # 67.586…, cut off
    (MEDIATION, "调解成功案件数"): 98,
    (MEDIATION, "当期审结案件数"): 145,
    (ARBITRATION, ""): 101.3,  # without the carry-over
    (ARBITRATION, "当期审结案件数"): 160,
    (ARBITRATION, "当期立案受理案件数"): 158,
    (ARBITRATION, "上期末累计未结案件总数"): 9,
    (INSPECTION, ""): 98.4,
    (INSPECTION, "法定期限内结案的劳动保障监察举报投诉案件数"): 187,  # the two are swapped
    (INSPECTION, "法定期限内应当结案的劳动保障举报投诉案件数"): 184,
    ("社会保障卡持卡人数", ""): 6.41,  # 64.1, the point in the wrong place
    (CARDS, ""): 37.4,
    (CARDS, "实际申领符合全国统一标准的电子社会保障卡的人数"): 21.4,
    (CARDS, "当地常住人口数"): 57.2,
}
"""What is typed into the form for 2023: made up, with the mistakes that the comments name."""

EXPLAINED = {(REVENUE, ""): "核实无误", (UNEMPLOYMENT, ""): "年报未出,4月补报"}
UNITS = {(INSURED, ""): "万人次"}


def write_prior(path: Path) -> None:
    """The figures of 2022 as long records."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["指标", "组成", "地区", "时期", "数值"])
        for (name, component), figure in LAST_YEAR.items():
            writer.writerow([name, component, "叙永县", "2022年", figure])


def fill(path: Path, plan: rs.Plan) -> None:
    """A form of the plan, and what a person typed into it."""
    rs.write_form(plan, path, period="2023年", regions=["叙永县"], overwrite=True)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    heads = {cell.value: cell.column for cell in sheet[2]}
    typed = {"数值": FILLED, "说明": EXPLAINED, "单位": UNITS}
    for row in sheet.iter_rows(min_row=3):
        key = (row[heads["指标"] - 1].value, row[heads["组成"] - 1].value or "")
        for heading, values in typed.items():
            if key in values:
                row[heads[heading] - 1].value = values[key]
    book.save(path)


def main(folder: Path) -> None:
    """Make both files, check the form, and print what is wrong."""
    plan = rs.Plan.load("xuyong-14")
    write_prior(folder / "xuyong-2022.csv")
    fill(folder / "xuyong-2023.xlsx", plan)
    prior = rs.Submission.read(folder / "xuyong-2022.csv")
    print("上年的数:", "没有问题" if rs.validate(prior, plan=plan).ok else "有问题")
    report = rs.validate(folder / "xuyong-2023.xlsx", plan=plan, prior=prior)
    for finding in report:
        print(finding.severity.label, finding.cell, finding.message)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        with TemporaryDirectory() as made:
            main(Path(made))
