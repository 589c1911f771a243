"""Thông tin minh chứng: what the list of evidence says of one piece."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ntm_desktop.domain.criteria import Indicator
from ntm_desktop.domain.errors import ExpectedError
from ntm_desktop.domain.evidence import (
    Details,
    EvidenceFile,
    Piece,
    checked_details,
    date_text,
    position_text,
    taken_text,
)
from ntm_desktop.sentences import sentence_for
from ui import style
from ui.date_edit import DateEdit
from ui.eliding import ElidingLabel
from ui.naming import named

_WIDTH = 560
_LONGEST = 60


class EvidenceForm(QDialog):
    """Stays open with one sentence while something cannot be kept; `left` carries what was written."""

    left = Signal(object, object)
    """The piece and its new Details."""

    def __init__(self, piece: Piece, indicator: Indicator, parent: QWidget) -> None:
        super().__init__(parent)
        self._piece = piece
        named(self, "evidence_form", "Thông tin minh chứng")
        self.setWindowTitle("Thông tin minh chứng")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(_WIDTH)
        said = piece.details
        self._requirement = named(QComboBox(), "evidence_requirement", "Thuộc minh chứng cần có")
        self._requirement.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._requirement.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._requirement.addItem("Minh chứng khác", "")
        for one in indicator.evidence:
            self._requirement.addItem(one.text if len(one.text) <= _LONGEST else f"{one.text[:_LONGEST]}…", one.id)
            self._requirement.setItemData(self._requirement.count() - 1, one.text, Qt.ItemDataRole.ToolTipRole)
        self._requirement.setCurrentIndex(max(0, self._requirement.findData(said.requirement)))
        self._number = named(QLineEdit(said.number), "evidence_number", "Số, ký hiệu")
        self._number.setPlaceholderText("05/QĐ-UBND")
        self._date = named(DateEdit(date_text(said.date)), "evidence_date", "Ngày văn bản")
        self._date.setPlaceholderText("05/02/2022")
        self._issuer = named(QLineEdit(said.issuer), "evidence_issuer", "Cơ quan ban hành")
        self._abstract = named(QLineEdit(said.abstract), "evidence_abstract", "Trích yếu, chú thích ảnh")
        self._fault = named(QLabel(), "evidence_fault", "Điều cần sửa")
        self._fault.setWordWrap(True)
        self._fault.setStyleSheet(f"color: {style.NOT_MET};")
        self._fault.hide()
        self._lay_out(piece)
        self._abstract.setFocus()

    @property
    def details(self) -> Details:
        """As typed."""
        return Details(
            str(self._requirement.currentData()),
            self._number.text(),
            self._date.text(),
            self._issuer.text(),
            self._abstract.text(),
        )

    def _save(self) -> None:
        try:
            kept = checked_details(self.details)
        except ExpectedError as error:
            self._fault.setText(sentence_for(error))
            self._fault.show()
            self.adjustSize()
            return
        self.left.emit(self._piece, kept)
        self.accept()

    def _lay_out(self, piece: Piece) -> None:
        form = QFormLayout()
        form.setSpacing(style.GAP)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        file = named(ElidingLabel(), "evidence_file", f"Tên tệp: {piece.file.name}")
        file.show_text(piece.file.name)
        form.addRow("Tệp:", file)
        if piece.file.is_photo:
            form.addRow("Ảnh chụp:", named(QLabel(_shot(piece.file)), "evidence_shot", "Lúc chụp và nơi chụp"))
        form.addRow("&Trích yếu:", self._abstract)
        form.addRow("&Là minh chứng:", self._requirement)
        form.addRow("&Số, ký hiệu:", self._number)
        form.addRow("&Ngày:", self._date)
        form.addRow("&Cơ quan:", self._issuer)
        leave = named(QPushButton("Thôi"), "evidence_leave", "Thôi, không đổi")
        leave.setAutoDefault(False)
        leave.clicked.connect(self.reject)
        save = named(QPushButton("Lưu thông tin"), "evidence_save", "Lưu thông tin minh chứng")
        style.make_main(save)
        save.setDefault(True)
        save.clicked.connect(self._save)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(leave)
        buttons.addWidget(save)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, style.WIDE, 20, style.WIDE)
        outer.setSpacing(style.GAP)
        outer.addLayout(form)
        outer.addWidget(self._fault)
        outer.addLayout(buttons)


def _shot(file: EvidenceFile) -> str:
    """When and where, as the camera wrote it into the photo."""
    taken, position = taken_text(file), position_text(file)
    if not taken and not position:
        return "Trong ảnh không ghi ngày giờ và nơi chụp."
    return f"{taken or 'không rõ lúc nào'}; {f'tọa độ {position}' if position else 'không ghi nơi chụp'}"
