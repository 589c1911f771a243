"""The pieces of evidence of one figure, a line each, with a small picture of those that are photos."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt
from PySide6.QtGui import QImage

from ntm_desktop.domain.evidence import MEDIA_TITLES, Piece, date_text, taken_text
from ui import style
from ui.evidence.thumbnails import Thumbnails
from ui.qt_override import override
from ui.table_model import NOWHERE, Index

THUMBNAIL_SIDE = 48
PIECE_ROLE = Qt.ItemDataRole.UserRole + 1


class PieceModel(QAbstractListModel):
    def __init__(self, thumbnails: Thumbnails, parent: QObject) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._pieces: list[Piece] = []
        self._without_file: frozenset[str] = frozenset()
        thumbnails.made.connect(self._show_thumbnail)

    def show(self, pieces: Sequence[Piece], without_file: frozenset[str]) -> None:
        self.beginResetModel()
        self._pieces, self._without_file = list(pieces), without_file
        self.endResetModel()

    def piece(self, index: QModelIndex) -> Piece | None:
        return self._pieces[index.row()] if index.isValid() else None

    def row_of(self, piece_id: str) -> int:
        """-1 where it is not listed."""
        return next((row for row, one in enumerate(self._pieces) if one.id == piece_id), -1)

    def thumbnail(self, index: QModelIndex) -> QImage | None:
        """None while it is being made, and for what is no photo or has no file."""
        piece = self.piece(index)
        if piece is None or not piece.file.is_photo or piece.id in self._without_file:
            return None
        return self._thumbnails.image(piece.file.sha256)

    def kind(self, index: QModelIndex) -> str:
        piece = self.piece(index)
        return MEDIA_TITLES[piece.file.media] if piece else ""

    def lacks_file(self, index: QModelIndex) -> bool:
        piece = self.piece(index)
        return piece is not None and piece.id in self._without_file

    def second_line(self, index: QModelIndex) -> str:
        """The smaller line below a piece's title; empty where no piece is."""
        piece = self.piece(index)
        if piece is None:
            return ""
        if piece.id in self._without_file:
            return f"{style.CONFLICT_SIGN} Chưa có tệp trên máy này"
        said = piece.details
        about = [said.number, date_text(said.date), said.issuer]
        if not any(about) and (taken := taken_text(piece.file)):
            about = [f"Chụp {taken}"]
        return " · ".join(one for one in about if one) or "Chưa ghi số, ngày, cơ quan"

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._pieces)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        piece = self._pieces[index.row()]
        at = self.index(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return piece.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(dict.fromkeys((piece.title, piece.file.name, self.second_line(at))))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{piece.title}, {self.kind(at)}, {self.second_line(at)}"
        return piece if role == PIECE_ROLE else None

    def _show_thumbnail(self, sha256: str) -> None:
        for row, piece in enumerate(self._pieces):
            if piece.file.sha256 == sha256:
                self.dataChanged.emit(self.index(row), self.index(row), [Qt.ItemDataRole.DecorationRole])
