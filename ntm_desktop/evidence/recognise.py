"""What a file is, read from its own bytes: a name may say anything."""

import zipfile
from pathlib import Path

from ntm_desktop.domain.errors import EvidenceRefused
from ntm_desktop.domain.evidence import SUFFIXES, Media

_JPEG = b"\xff\xd8\xff"
_PNG = b"\x89PNG\r\n\x1a\n"
_ZIP = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEIC = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypmsf1", b"ftyphevc")
_CHUNK = 1 << 20
_ENTRY = 128
_LARGEST_DIRECTORY = 4 << 20
_END_OF_ZIP = b"PK\x05\x06"
_LONGEST_END = 22 + 0xFFFF


def recognise(path: Path, name: str) -> Media:
    """The kind of the file at `path` that was given under `name`.

    Raises EvidenceRefused: no kind that is taken, another kind than its ending says, cut off, with macros.
    """
    with path.open("rb") as file:
        head = file.read(1024)
    ending = Path(name).suffix.casefold()
    said = next((media for media, endings in SUFFIXES.items() if ending in endings), None)
    found = _by_content(path, head, name)
    if found is None:
        raise EvidenceRefused(name, _why_not(head, said))
    if said is not found and ending and not _is_no_ending(ending):
        raise EvidenceRefused(name, "lies")
    if found is Media.PDF and not _has_end(path):
        raise EvidenceRefused(name, "cut_off")
    return found


def _by_content(path: Path, head: bytes, name: str) -> Media | None:
    if head.startswith(_JPEG):
        return Media.JPEG
    if head.startswith(_PNG):
        return Media.PNG
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"%PDF-"):
        return Media.PDF
    if head.startswith(_ZIP):
        return _office_archive(path, name)
    if head.startswith(_COMPOUND):
        return _compound_document(path, name)
    return None


def _why_not(head: bytes, said: Media | None) -> str:
    if head[4:12] in _HEIC:
        return "heic"
    return "lies" if said is not None else "kind"


def _is_no_ending(ending: str) -> bool:
    """`Biên bản họp 5.6` has none: what follows the last dot is a number or a word of a sentence."""
    return ending[1:].isdigit() or " " in ending


def _office_archive(path: Path, name: str) -> Media | None:
    if not _has_small_directory(path):
        raise EvidenceRefused(name, "cut_off")
    try:
        with zipfile.ZipFile(path) as archive:
            members = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise EvidenceRefused(name, "cut_off") from error
    if "[Content_Types].xml" not in members:
        return None
    if any(member.casefold().endswith("vbaproject.bin") for member in members):
        raise EvidenceRefused(name, "macros")
    if "word/document.xml" in members:
        return Media.DOCX
    return Media.XLSX if "xl/workbook.xml" in members else None


def _has_small_directory(path: Path) -> bool:
    """The end of a ZIP says how long its directory is: a forged one would be read into memory whole."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - _LONGEST_END))
        tail = file.read()
    at = tail.rfind(_END_OF_ZIP)
    return at >= 0 and int.from_bytes(tail[at + 12 : at + 16], "little") <= _LARGEST_DIRECTORY


def _compound_document(path: Path, name: str) -> Media:
    """Word and Excel before 2007: told apart by the names of their streams, which stand on 128-byte steps."""
    wanted = {
        Media.DOC: [_directory_entry("WordDocument")],
        Media.XLS: [_directory_entry("Workbook"), _directory_entry("Book")],
    }
    with path.open("rb") as file:
        while block := file.read(_CHUNK):
            for media, entries in wanted.items():
                if any(_stands_in(block, entry) for entry in entries):
                    return media
    raise EvidenceRefused(name, "protected")


def _directory_entry(stream: str) -> tuple[bytes, int]:
    """The name as it is written, and the length its entry states: with the closing zero, in bytes."""
    return (stream + "\0").encode("utf-16-le"), 2 * len(stream) + 2


def _stands_in(block: bytes, entry: tuple[bytes, int]) -> bool:
    name, length = entry
    at = block.find(name)
    while at >= 0:
        if at % _ENTRY == 0 and int.from_bytes(block[at + 64 : at + 66], "little") == length:
            return True
        at = block.find(name, at + 1)
    return False


def _has_end(path: Path) -> bool:
    """A PDF closes with %%EOF; scanners put a little more behind it."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - 4096))
        return b"%%EOF" in file.read()
