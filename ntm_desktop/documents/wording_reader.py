"""Reads wording files strictly: every problem of a file is reported at once, in words its author can use."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import resources
from ntm_desktop.documents.blocks import Align, Orientation
from ntm_desktop.documents.wording import (
    PLACEHOLDER,
    ColumnWording,
    LetterheadWording,
    PaperWording,
    Piece,
    Shared,
    Wording,
)
from ntm_desktop.documents.wording_vocabulary import (
    COLUMNS,
    CONDITIONS,
    CRITERION_LISTS,
    CRITERION_PLACEHOLDERS,
    EVIDENCE_COLUMNS,
    FUNDING_COLUMNS,
    INDICATOR_PLACEHOLDERS,
    OPTIONAL,
    PAPER_PLACEHOLDERS,
    PHOTO_PLACEHOLDERS,
    REQUIRED,
    TABLE_COLUMNS,
    TYPES,
)
from ntm_desktop.domain.errors import FileMissing, FileUnreadable, WordingInvalid
from ntm_desktop.domain.names import nfc

SHARED_FILE = "chung.toml"

_E = TypeVar("_E", Orientation, Align)

_DATE_PARTS = frozenset(("day", "month", "year"))
_SHARED_LISTS = ("village_kinds",)
_SHARED_TABLES = {
    "verdicts": ("met", "not_met", "no_data", "no_target", "not_applicable"),
    "appraisals": ("accepted", "returned", "reopened"),
}


def load_wording(ids: tuple[str, ...], folder: Path | None = None) -> Wording:
    """The wording of the papers `ids`; a file in `folder` stands before the packaged one of the same name.

    Raises WordingInvalid, FileMissing, FileUnreadable.
    """
    if folder is None:
        return _packaged(ids)
    return _load(ids, folder)


@cache
def _packaged(ids: tuple[str, ...]) -> Wording:
    return _load(ids, None)


def _load(ids: tuple[str, ...], folder: Path | None) -> Wording:
    shared = read_shared(_find(SHARED_FILE, folder))
    return Wording(shared, {id_: read_paper(_find(f"{id_}.toml", folder)) for id_ in ids})


def _find(name: str, folder: Path | None) -> Path:
    if folder is not None and (folder / name).exists():
        return folder / name
    return resources.path("wording", name)


def read_shared(file: Path) -> Shared:
    """Raises WordingInvalid."""
    reader = _Reader(file)
    data = reader.data
    texts = [name for name in Shared.__dataclass_fields__ if name not in (*_SHARED_LISTS, *_SHARED_TABLES)]
    reader.check_keys(data, "tệp", {*texts, *_SHARED_LISTS, *_SHARED_TABLES}, set(Shared.__dataclass_fields__))
    values: dict[str, Any] = {
        name: reader.text(data, name, "tệp", _DATE_PARTS if name == "date" else frozenset()) for name in texts
    }
    for name in _SHARED_LISTS:
        values[name] = reader.texts(data, name, "tệp", frozenset())
    for name, keys in _SHARED_TABLES.items():
        table = data.get(name, {})
        reader.check_keys(table, name, set(keys), set(keys))
        placeholders = frozenset({"hash"}) if name == "appraisals" else frozenset()
        values[name] = {key: reader.text(table, key, name, placeholders) for key in keys}
    reader.finish()
    return Shared(**values)


def load_office_paper(id_: str, known: frozenset[str], folder: Path | None = None) -> tuple[Shared, PaperWording]:
    """A paper outside the dossier, which speaks of `known`; a file in `folder` stands before the packaged one.

    Raises WordingInvalid, FileMissing, FileUnreadable.
    """
    return read_shared(_find(SHARED_FILE, folder)), read_paper(_find(f"{id_}.toml", folder), known)


def read_paper(file: Path, known: frozenset[str] = PAPER_PLACEHOLDERS) -> PaperWording:
    """`known` are the placeholders the paper may use. Raises WordingInvalid with every problem of the file."""
    reader = _Reader(file)
    data = reader.data
    optional = {"summary", "orientation", "letterhead", "appendix_label", "appendix_of"}
    required = {"title", "subject", "name", "blocks"}
    reader.check_keys(data, "tệp", required, required | optional)
    if ("letterhead" in data) == ("appendix_of" in data):
        reader.problems.append("tệp: cần đúng một trong hai: letterhead hoặc appendix_of")
    letterhead = None
    if "letterhead" in data:
        letterhead = _letterhead(reader, data["letterhead"], known)
    paper = PaperWording(
        title=reader.text(data, "title", "tệp", known),
        subject=reader.text(data, "subject", "tệp", known),
        name=reader.text(data, "name", "tệp", known),
        summary=reader.text(data, "summary", "tệp", known),
        orientation=reader.choice(data, "orientation", "tệp", Orientation, Orientation.PORTRAIT),
        letterhead=letterhead,
        appendix_label=reader.text(data, "appendix_label", "tệp", known),
        appendix_of=reader.text(data, "appendix_of", "tệp", known),
        pieces=_pieces(reader, data.get("blocks", []), "blocks", known),
    )
    reader.finish()
    return paper


def _letterhead(reader: "_Reader", data: Any, known: frozenset[str]) -> LetterheadWording:
    where = "letterhead"
    keys = {"parents", "agency", "number", "place_date"}
    reader.check_keys(data, where, {"parents", "agency"}, keys)
    return LetterheadWording(
        parents=reader.texts(data, "parents", where, known),
        agency=reader.texts(data, "agency", where, known),
        number=reader.text(data, "number", where, known),
        place_date=reader.text(data, "place_date", where, known),
    )


def _pieces(reader: "_Reader", listed: Any, where: str, known: frozenset[str]) -> tuple[Piece, ...]:
    if not isinstance(listed, list):
        return ()
    read = [_piece(reader, one, f"{where}[{at}]", known) for at, one in enumerate(listed, 1)]
    return tuple(one for one in read if one is not None)


def _piece(reader: "_Reader", data: Any, where: str, known: frozenset[str]) -> Piece | None:
    kind = str(data.get("kind")) if isinstance(data, dict) else ""
    if kind not in REQUIRED:
        reader.problems.append(f"{where}: kind = {kind!r} không có; dùng một trong: {', '.join(REQUIRED)}")
        return None
    where = f"{where} ({kind})"
    required = {"kind", *REQUIRED[kind]}
    allowed = {*required, "when", *OPTIONAL.get(kind, ())}
    reader.check_keys(data, where, required, allowed)
    _check_place(reader, kind, where, known)
    inner = CRITERION_PLACEHOLDERS if kind in CRITERION_LISTS else known
    inner = INDICATOR_PLACEHOLDERS if kind == "each_indicator" else inner
    columns = {"funding": FUNDING_COLUMNS, "table": TABLE_COLUMNS, "evidence": EVIDENCE_COLUMNS}.get(kind, COLUMNS)
    return Piece(
        kind=kind,
        text=reader.text(data, "text", where, known),
        when=reader.condition(data, where),
        level=reader.number(data, "level", where, range(1, 4)),
        in_outline=bool(data.get("in_outline", False)),
        count=reader.number(data, "count", where, range(1, 41)),
        columns=_columns(reader, data.get("columns", []), where, columns),
        rows=reader.texts(data, "rows", where, PHOTO_PLACEHOLDERS if kind == "photos" else known),
        total=reader.text(data, "total", where, known),
        lines=reader.texts(data, "lines", where, known),
        hint=reader.text(data, "hint", where, known),
        left_lines=reader.texts(data, "left_lines", where, known),
        recipients_title=reader.text(data, "recipients_title", where, known),
        recipients=reader.texts(data, "recipients", where, known),
        pieces=_pieces(reader, data.get("blocks", []), f"{where}.blocks", inner),
    )


def _check_place(reader: "_Reader", kind: str, where: str, known: frozenset[str]) -> None:
    if kind == "each_indicator" and "criterion" not in known:
        reader.problems.append(f"{where}: chỉ dùng bên trong {', '.join(CRITERION_LISTS)}")
    if kind in CRITERION_LISTS and "criterion" in known:
        reader.problems.append(f"{where}: không lồng trong một tiêu chí khác")


def _columns(reader: "_Reader", listed: Any, where: str, known: frozenset[str]) -> tuple[ColumnWording, ...]:
    columns = []
    for at, data in enumerate(listed if isinstance(listed, list) else [], 1):
        here = f"{where}.columns[{at}]"
        reader.check_keys(data, here, {"id", "title", "width"}, {"id", "title", "width", "align"})
        if not isinstance(data, dict):
            continue
        if data.get("id") not in known:
            reader.problems.append(f"{here}: cột {data.get('id')!r} không có; dùng: {', '.join(sorted(known))}")
        width = data.get("width")
        if isinstance(width, bool) or not isinstance(width, int | float) or width <= 0:
            reader.problems.append(f"{here}: width phải là số lớn hơn 0")
            width = 1
        title = reader.text(data, "title", here, PAPER_PLACEHOLDERS)
        align = reader.choice(data, "align", here, Align, Align.LEFT)
        columns.append(ColumnWording(str(data.get("id")), title, float(width), align))
    if len({column.id for column in columns}) < len(columns):
        reader.problems.append(f"{where}: có cột bị lặp")
    return tuple(columns)


class _Reader:
    """Reads one file and collects what is wrong with it."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.problems: list[str] = []
        self.data: dict[str, Any] = {}
        try:
            self.data = tomllib.loads(file.read_text(encoding="utf-8"))
        except FileNotFoundError as error:
            raise FileMissing(str(file)) from error
        except OSError as error:
            raise FileUnreadable(str(file), error.strerror or "") from error
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise WordingInvalid(file.name, (f"không đọc được TOML: {error}",)) from error

    def finish(self) -> None:
        if self.problems:
            raise WordingInvalid(self.file.name, tuple(self.problems))

    def check_keys(self, data: Any, where: str, required: set[str], allowed: set[str]) -> None:
        if not isinstance(data, dict):
            self.problems.append(f"{where}: phải là một bảng")
            return
        self.problems += [f"{where}: thiếu {key}" for key in sorted(required - set(data))]
        self.problems += [f"{where}: không có mục tên {key}" for key in sorted(set(data) - allowed)]
        for key, value in data.items():
            wanted = TYPES.get(key)
            if key in allowed and wanted is not None and not isinstance(value, wanted):
                self.problems.append(f"{where}: {key} sai kiểu")

    def text(self, data: Any, key: str, where: str, known: frozenset[str]) -> str:
        value = data.get(key, "") if isinstance(data, dict) else ""
        if not isinstance(value, str):
            self.problems.append(f"{where}: {key} phải là chữ")
            return ""
        self._check_placeholders(value, f"{where}.{key}", known)
        return nfc(value)

    def texts(self, data: Any, key: str, where: str, known: frozenset[str]) -> tuple[str, ...]:
        values = data.get(key, []) if isinstance(data, dict) else []
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            self.problems.append(f"{where}: {key} phải là danh sách chữ")
            return ()
        for at, value in enumerate(values, 1):
            self._check_placeholders(value, f"{where}.{key}[{at}]", known)
        return tuple(nfc(value) for value in values)

    def number(self, data: Mapping[str, Any], key: str, where: str, within: range) -> int:
        value = data.get(key, 1)
        if not isinstance(value, int) or value not in within:
            self.problems.append(f"{where}: {key} phải từ {within[0]} đến {within[-1]}")
            return 1
        return value

    def condition(self, data: Mapping[str, Any], where: str) -> str:
        value = data.get("when", "")
        if value and str(value).removeprefix("not ") not in CONDITIONS:
            self.problems.append(f"{where}: when = {value!r} không có; dùng: {', '.join(sorted(CONDITIONS))}")
        return str(value)

    def choice(self, data: Mapping[str, Any], key: str, where: str, kind: type[_E], default: _E) -> _E:
        value = data.get(key, default.value) if isinstance(data, dict) else default.value
        try:
            return kind(value)
        except ValueError:
            choices = ", ".join(one.value for one in kind)
            self.problems.append(f"{where}: {key} = {value!r} không có; dùng: {choices}")
            return default

    def _check_placeholders(self, text: str, where: str, known: frozenset[str]) -> None:
        for name in PLACEHOLDER.findall(text):
            if name not in known and not (name in (name.upper(), name.capitalize()) and name.lower() in known):
                self.problems.append(
                    f"{where}: {{{name}}} không có; dùng: {', '.join(sorted(known)) or 'không có'}"
                )
        if set("{}") & set(PLACEHOLDER.sub("", text)):
            self.problems.append(f"{where}: dấu ngoặc {{ }} không đủ đôi")
