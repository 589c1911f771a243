"""Tiny files of every kind, made when a test asks for them; and those that lie."""

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

from PIL import Image
from PIL.TiffImagePlugin import IFDRational

_ORIENTATION, _EXIF, _GPS = 0x0112, 0x8769, 0x8825


def photo(
    path: Path,
    size: tuple[int, int] = (40, 30),
    *,
    colour: str = "teal",
    taken: str = "",
    orientation: int = 0,
    place: tuple[float, float] | None = None,
    kind: str = "JPEG",
    progressive: bool = False,
) -> Path:
    """A picture of one colour with a red upper left corner; EXIF as a telephone writes it."""
    picture = Image.new("RGB", size, colour)
    picture.paste("red", (0, 0, size[0] // 2, size[1] // 2))
    exif = Image.Exif()
    if orientation:
        exif[_ORIENTATION] = orientation
    if taken:
        exif.get_ifd(_EXIF)[36867] = taken
    if place:
        north, east = place
        exif.get_ifd(_GPS).update(
            {
                1: "N" if north >= 0 else "S",
                2: _sixty(abs(north)),
                3: "E" if east >= 0 else "W",
                4: _sixty(abs(east)),
            }
        )
    options = {"progressive": True} if progressive else {}
    picture.save(path, kind, exif=exif, **options)
    return path


def _sixty(degrees: float) -> Sequence[IFDRational]:
    minutes = degrees % 1 * 60
    return (
        IFDRational(int(degrees), 1),
        IFDRational(int(minutes), 1),
        IFDRational(round(minutes % 1 * 60 * 10000), 10000),
    )


def pdf(path: Path, text: str = "bien ban") -> Path:
    path.write_bytes(b"%PDF-1.4\n% " + text.encode() + b"\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n")
    return path


def word(path: Path, text: str = "x") -> Path:
    return _archive(path, {"word/document.xml": text})


def excel(path: Path, text: str = "x") -> Path:
    return _archive(path, {"xl/workbook.xml": text})


def with_macros(path: Path) -> Path:
    return _archive(path, {"word/document.xml": "x", "word/vbaProject.bin": "x"})


def old_word(path: Path) -> Path:
    return _compound(path, "WordDocument")


def old_excel(path: Path) -> Path:
    return _compound(path, "Workbook")


def with_password(path: Path) -> Path:
    return _compound(path, "EncryptedPackage")


def png_header(width: int, height: int) -> bytes:
    """A PNG that says how large it is and holds nothing: what a bomb looks like before it is opened."""
    import struct
    import zlib

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + header
    data = b"IDAT" + zlib.compress(b"")
    return (
        b"\x89PNG\r\n\x1a\n"
        + struct.pack(">I", len(header))
        + chunk
        + struct.pack(">I", zlib.crc32(chunk))
        + struct.pack(">I", len(data) - 4)
        + data
        + struct.pack(">I", zlib.crc32(data))
    )


def jpeg_bytes(size: tuple[int, int] = (40, 30)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, "JPEG")
    return out.getvalue()


def _archive(path: Path, members: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in {"[Content_Types].xml": "x", **members}.items():
            archive.writestr(name, text)
    return path


def _compound(path: Path, stream: str) -> Path:
    name = stream.encode("utf-16-le").ljust(64, b"\0") + (2 * len(stream) + 2).to_bytes(2, "little")
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + bytes(128) + name.ljust(128, b"\0"))
    return path
