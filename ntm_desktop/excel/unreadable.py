"""Telling a file that is no workbook, or a hostile one, from a stick that was pulled out."""

import struct
import zipfile
import zlib
from pathlib import Path

from ntm_desktop.domain.errors import FileUnreadable

UNREADABLE = (
    OSError,
    ValueError,
    LookupError,
    ArithmeticError,
    AttributeError,
    TypeError,
    SyntaxError,
    RuntimeError,
    EOFError,
    AssertionError,
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
)
"""What zipfile, zlib, the XML parser, openpyxl and xlrd raise over such a file."""


def unreadable(path: Path, error: BaseException) -> FileUnreadable:
    """What to tell of it: without a reason where the machine failed, else that it is no workbook."""
    is_of_the_machine = isinstance(error, OSError) and error.errno is not None
    return FileUnreadable(str(path), "" if is_of_the_machine else "workbook")
