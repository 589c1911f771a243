"""What a paper consists of, before any file format: the PDF writer (and later others) draw these records."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """How a paragraph is set (Nghị định 30/2020/NĐ-CP, phụ lục I)."""

    BODY = "body"
    BASIS = "basis"
    ADDRESSEE = "addressee"
    NOTE = "note"
    FILL = "fill"


class Orientation(StrEnum):
    """How a page lies."""

    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


class Align(StrEnum):
    """Where a cell's text stands."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The two columns on top: agency and number left, the nation's name and the date right.

    `parents` are set upright, `agency` bold above its line; `number` and `place_date` stand level.
    """

    parents: tuple[str, ...]
    agency: tuple[str, ...]
    nation: str
    motto: str
    number: str = ""
    place_date: str = ""
    draft: str = ""


@dataclass(frozen=True, slots=True)
class AppendixHead:
    """On top of an appendix: "Phụ lục", its title in capitals, and what it belongs to."""

    label: str
    title: str
    belongs_to: str
    draft: str = ""


@dataclass(frozen=True, slots=True)
class PaperName:
    """BÁO CÁO and, below it, what it is about (trích yếu)."""

    name: str
    summary: str


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` 1 is "I.", 2 is "1.", 3 is "a)"; `in_outline` puts it among the PDF's bookmarks."""

    text: str
    level: int
    in_outline: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Role FILL is followed by dots up to the margin, for the pen."""

    text: str
    role: Role = Role.BODY


@dataclass(frozen=True, slots=True)
class DottedLines:
    """Whole lines of dots to write on by hand."""

    count: int


@dataclass(frozen=True, slots=True)
class Column:
    """`width` is a share of the text's width; the shares of a table need not add up to anything."""

    title: str
    width: float
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Cell:
    """`span` is how many columns it covers; the covered ones have no cell of their own."""

    text: str
    bold: bool = False
    span: int = 1
    align: Align | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table."""

    cells: tuple[Cell, ...]
    shaded: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The titles are repeated on each page the table runs over.

    With `continued`, so is the shaded row whose rows go on there, and these words stand behind it.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    continued: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo, the file it lies in, and the lines below it; the first one bold."""

    path: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pictures:
    """Four to a page, two in a row; None is an empty place."""

    pictures: tuple[Picture | None, ...]


@dataclass(frozen=True, slots=True)
class Signer:
    """`lines` in capitals ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"); an unknown `name` leaves room for the pen."""

    lines: tuple[str, ...]
    hint: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Signatures:
    """The signer right; left either another signer (minutes) or who receives the paper."""

    right: Signer
    left: Signer | None = None
    recipients_title: str = ""
    recipients: tuple[str, ...] = ()


Block = Letterhead | AppendixHead | PaperName | Heading | Paragraph | DottedLines | Table | Pictures | Signatures


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper, its pages numbered apart.

    `page_mark` stands at the foot of every page; `draft` at the head of every page after the first
    (on the first it is part of the heading).
    """

    title: str
    subject: str
    author: str
    orientation: Orientation
    blocks: tuple[Block, ...]
    page_mark: str = ""
    draft: str = ""
