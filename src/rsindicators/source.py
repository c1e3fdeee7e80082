"""Where a statement comes from, and how it was checked."""

from __future__ import annotations

from attrs import frozen


@frozen
class Document:
    """A document that figures were printed in.

    Attributes:
        title: Its title.
        code: The code the library's data files call it by; empty for a document of the caller's.
        issuer: Who issued it; empty where it does not say.
        edition: Which edition of it.
        region: Whose figures it prints.
        file: The name of the text file it was read from.
    """

    title: str
    code: str = ""
    issuer: str = ""
    edition: str = ""
    region: str = ""
    file: str = ""

    def place(self, section: str = "", item: str = "", line: int | None = None, checked: str = "") -> Source:
        """A place in it."""
        return Source(self.title, section, item, line, self.file, checked, self.issuer, self.edition)


@frozen
class Source:
    """A place in a document.

    Attributes:
        document: The document's title.
        section: The chapter, table or appendix.
        item: The number as the document counts there: `附录23`, `专栏2第14行`.
        line: The line of the text file the statement was taken from, counted from 1.
        file: The name of that file.
        checked: When and how the record was compared with the document.
        issuer: Who issued the document; empty where it does not say.
        edition: Which edition of it.
    """

    document: str
    section: str = ""
    item: str = ""
    line: int | None = None
    file: str = ""
    checked: str = ""
    issuer: str = ""
    edition: str = ""

    def __str__(self) -> str:
        place = [f"《{self.document}》", self.section, self.item]
        if self.line is not None:
            place.append(f"第{self.line}行")
        return " ".join(filter(None, place))
