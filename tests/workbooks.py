"""Workbooks made by hand, part by part, as other programs make them or as nobody should."""

import io
import zipfile

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def related(**targets: tuple[str, str]) -> str:
    """A part of relationships: `r1=("worksheet", "sheet.xml")`."""
    listed = (
        f'<Relationship Id="{key}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for key, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="x">{"".join(listed)}</Relationships>'


def packed(parts: dict[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip file of these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def parts(sheet: str, texts: str = "", styles: str = "", properties: str = "") -> dict[str, str | bytes]:
    """The parts of a workbook of one sheet, given what stands inside its elements."""
    return {
        "_rels/.rels": related(r1=("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">{properties}<sheets>'
        '<sheet name="指标" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": related(
            r1=("worksheet", "worksheets/sheet1.xml"),
            r2=("sharedStrings", "sharedStrings.xml"),
            r3=("styles", "styles.xml"),
        ),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}">{sheet}</worksheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{texts}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>',
    }


def workbook(sheet: str, texts: str = "", styles: str = "", properties: str = "") -> bytes:
    """A workbook of one sheet."""
    return packed(parts(sheet, texts, styles, properties))


def rows(*cells: str) -> str:
    """The data of a sheet whose only row holds these cells."""
    return f"<sheetData><row>{''.join(cells)}</row></sheetData>"
