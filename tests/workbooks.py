"""Workbooks made by hand, part by part, as other programs make them or as nobody should."""

import io
import zipfile

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def related(**targets: tuple[str, str]) -> str:
    """A part of relationships: `r1=("worksheet", "sheet.xml")`."""
    listed = (
        f'<Relationship Id="{key}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for key, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{"".join(listed)}</Relationships>'


def packed(parts: dict[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip file of these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def typed(**names: str) -> str:
    """The part that says what the other parts are."""
    listed = (
        f'<Override PartName="/{path}" ContentType="{TYPES}.{kind}+xml"/>' for kind, path in names.items()
    )
    return f'<Types xmlns="{PACKAGE}/content-types">{"".join(listed)}</Types>'


def parts(sheet: str, texts: str = "", styles: str = "", properties: str = "") -> dict[str, str | bytes]:
    """The parts of a workbook of one sheet, given what stands inside its elements."""
    kinds = {
        "sheet.main": "xl/workbook.xml",
        "worksheet": "xl/worksheets/sheet1.xml",
        "sharedStrings": "xl/sharedStrings.xml",
        "styles": "xl/styles.xml",
    }
    return {
        "[Content_Types].xml": typed(**kinds),
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
