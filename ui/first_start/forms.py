"""The forms of the first start; each makes its desk."""

from collections import Counter
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from ntm_desktop.domain.devices import DeviceRole
from ntm_desktop.domain.errors import MissingText
from ntm_desktop.domain.names import squeeze
from ntm_desktop.paths import DataFolder
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.recover_desk import recover_desk
from ntm_desktop.services.remember import remember
from ntm_desktop.services.spell_names import near_commune, near_upper_level
from ntm_desktop.services.start_desk import start_commune, start_upper_level, start_with_sample
from ui import style
from ui.files import ask_file
from ui.first_start.near_name import NearName

_SAMPLE = "ia-hdrai"
_SAMPLE_DESKS = (
    ("Ia Tơi", "Xã Ia Tơi"),
    ("Ia Dom", "Xã Ia Dom"),
    ("Ia Đal", "Xã Ia Đal"),
    ("", "Huyện Ia H'Drai (cấp trên, cả ba xã)"),
)


class StartForm(QWidget):
    """Fields with their names in front; `start` makes the desk and raises what the person can mend."""

    act = "Bắt đầu"

    def __init__(self, name: str, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.form = QFormLayout(self)
        self.form.setContentsMargins(0, 0, 0, 0)
        self.form.setHorizontalSpacing(12)
        self.form.setVerticalSpacing(style.GAP)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)

    def start(self, folder: DataFolder) -> OpenDesk:
        raise NotImplementedError

    def focus_first(self) -> None:
        field = self.form.itemAt(0, QFormLayout.ItemRole.FieldRole).widget()
        if field is not None:
            field.setFocus()

    def line(self, label: str, name: str, example: str = "") -> QLineEdit:
        """Adds a line to type in; `label` may have a mnemonic, `example` shows while it is empty."""
        field = QLineEdit(self)
        field.setPlaceholderText(example)
        self.add(label, name, field)
        return field

    def add(self, label: str, name: str, field: QWidget) -> None:
        """Adds a field with its label as its buddy and its accessible name."""
        plain = label.replace("&", "").rstrip(":")
        field.setObjectName(name)
        field.setAccessibleName(plain)
        words = QLabel(label, self)
        words.setObjectName(f"{name}_label")
        words.setAccessibleName(plain)
        words.setBuddy(field)
        self.form.addRow(words, field)


class CommuneForm(StartForm):
    def __init__(self, parent: QWidget) -> None:
        super().__init__("commune_form", "Thông tin của xã", parent)
        self._commune = self.line("&Xã:", "commune", "ví dụ: Ia Tơi")
        NearName(self._commune, near_commune, self.form)
        self._upper = self.line("&Cấp trên:", "upper_level", "ví dụ: huyện Ia H'Drai; chưa rõ thì để trống")
        NearName(self._upper, near_upper_level, self.form)
        self._province = self.line("&Tỉnh:", "province", "ví dụ: tỉnh Kon Tum")
        self._villages = QPlainTextEdit(self)
        self._villages.setTabChangesFocus(True)
        self._villages.setPlaceholderText("Mỗi dòng một tên, ví dụ:\nThôn 1\nLàng Groi\nSửa sau cũng được.")
        self._villages.setMinimumHeight(110)
        self.add("T&hôn, làng:", "villages", self._villages)
        self._twins = QLabel(self)
        self._twins.setObjectName("villages_twins")
        self._twins.setAccessibleName("Tên thôn bị trùng")
        self._twins.setWordWrap(True)
        self._twins.setStyleSheet(f"color: {style.NO_TARGET};")
        self._twins.hide()
        self.form.addRow("", self._twins)
        self._person = self.line("&Người nhập:", "person", "họ tên người dùng máy này")
        self._villages.textChanged.connect(self._remark_twins)

    def _names(self) -> list[str]:
        return [line.strip() for line in self._villages.toPlainText().splitlines() if line.strip()]

    @Slot()
    def _remark_twins(self) -> None:
        """Two villages may share a name; mostly a line was typed twice."""
        met = Counter(squeeze(name) for name in self._names())
        twins = {squeeze(name): name for name in self._names() if met[squeeze(name)] > 1}
        said = ", ".join(f"“{name}”" for name in twins.values())
        self._twins.setText(
            f"⚠ {said} ghi hơn một lần. Gõ thừa thì xóa bớt dòng; đúng là các thôn cùng tên thì cứ để, rồi ghi "
            "“Tên khác” cho từng thôn ở Danh mục."
        )
        self._twins.setVisible(bool(twins))

    def start(self, folder: DataFolder) -> OpenDesk:
        names = self._names()
        return start_commune(
            folder,
            self._commune.text(),
            upper_level=self._upper.text(),
            province=self._province.text(),
            villages=names,
            person=self._person.text(),
        )


class OfficerForm(StartForm):
    """A laptop of an officer: its villages come with the lead's first package."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("officer_form", "Thông tin của máy cán bộ", parent)
        self._commune = self.line("&Xã:", "officer_commune", "ghi đúng như trên máy người phụ trách, ví dụ: Ia Tơi")
        NearName(self._commune, near_commune, self.form)
        self._upper = self.line("&Cấp trên:", "officer_upper_level", "ví dụ: huyện Ia H'Drai")
        NearName(self._upper, near_upper_level, self.form)
        self._person = self.line("&Người nhập:", "officer_person", "họ tên người dùng máy này")

    def start(self, folder: DataFolder) -> OpenDesk:
        if not self._person.text().strip():
            raise MissingText("họ tên người dùng máy")
        desk = start_commune(
            folder, self._commune.text(), upper_level=self._upper.text(), person=self._person.text()
        )
        # The window opens where the request is made.
        remember(desk, "enrolment.asked", DeviceRole.OFFICER)
        remember(desk, "frame.screen", "exchange")
        return desk


class UpperLevelForm(StartForm):
    def __init__(self, parent: QWidget) -> None:
        super().__init__("upper_level_form", "Thông tin của cấp trên", parent)
        self._name = self.line("Tên &đơn vị:", "upper_level_name", "ví dụ: huyện Ia H'Drai")
        NearName(self._name, near_upper_level, self.form)
        self._province = self.line("&Tỉnh:", "upper_level_province", "ví dụ: tỉnh Kon Tum")
        self._person = self.line("&Người nhập:", "upper_level_person", "họ tên người dùng máy này")

    def start(self, folder: DataFolder) -> OpenDesk:
        return start_upper_level(
            folder, self._name.text(), province=self._province.text(), person=self._person.text()
        )


class SampleForm(StartForm):
    def __init__(self, parent: QWidget) -> None:
        super().__init__("sample_form", "Dữ liệu mẫu", parent)
        self._desk = QComboBox(self)
        for commune, title in _SAMPLE_DESKS:
            self._desk.addItem(title, commune)
        self.add("&Máy của:", "sample_desk", self._desk)
        self._person = self.line("&Người nhập:", "sample_person", "họ tên người dùng máy này")

    def start(self, folder: DataFolder) -> OpenDesk:
        commune = str(self._desk.currentData())
        return start_with_sample(
            folder, _SAMPLE, commune=commune or None, upper_level=not commune, person=self._person.text()
        )


class RecoverForm(StartForm):
    """A lost laptop comes back: a file that survived it, and the digits on the paper."""

    act = "Khôi phục máy"

    def __init__(self, parent: QWidget) -> None:
        super().__init__("recover_form", "Khôi phục máy đã hỏng hoặc mất", parent)
        self._file = QLineEdit(self)
        self._file.setPlaceholderText("bản sao lưu (.db), hoặc tệp .ntm nơi khác gửi lại toàn bộ cho máy này")
        choose = QPushButton("Chọn tệp...", self)
        choose.setObjectName("recover_choose")
        choose.setAccessibleName("Chọn bản sao lưu hoặc tệp gửi lại toàn bộ")
        choose.setAutoDefault(False)
        choose.clicked.connect(self._ask_file)
        self.add("&Tệp:", "recover_file", self._file)
        self.form.addRow("", _left(choose))
        self._key = self.line(
            "&Khóa khôi phục:", "recover_key", "44 chữ số trên tờ giấy; dấu cách không quan trọng"
        )
        self._typed = QLabel(self)
        self._typed.setObjectName("recover_typed")
        self._typed.setAccessibleName("Đã gõ được bao nhiêu chữ số")
        style.make_quiet(self._typed)
        self.form.addRow("", self._typed)
        told = QLabel(
            "Máy này sẽ thay cho máy cũ: cùng vai trò, cùng giấy phép, cùng sáu từ. Chỉ khôi phục khi máy cũ "
            "không còn dùng nữa. Từ tệp .ntm thì có lại mọi số liệu nơi gửi đang giữ; từ bản sao lưu thì có lại "
            "số liệu đến lúc sao lưu, phần sau đó nhận lại bằng tệp.",
            self,
        )
        told.setObjectName("recover_told")
        told.setAccessibleName("Khôi phục thì được gì")
        told.setWordWrap(True)
        style.make_quiet(told)
        self.form.addRow(told)
        self._key.textChanged.connect(self._count)
        self._count("")

    def start(self, folder: DataFolder) -> OpenDesk:
        if not self._file.text().strip():
            raise MissingText("tệp để khôi phục")
        if not self._key.text().strip():
            raise MissingText("khóa khôi phục")
        return recover_desk(folder, Path(self._file.text().strip()), self._key.text())

    def focus_first(self) -> None:
        (self._key if self._file.text().strip() else self._file).setFocus()

    @Slot()
    def _ask_file(self) -> None:
        kinds = "Bản sao lưu và tệp trao đổi (*.db *.ntm)"
        ask_file(self, "recover_ask", "Chọn tệp để khôi phục", kinds, "Chọn", self._file.setText)

    @Slot(str)
    def _count(self, text: str) -> None:
        count = sum(letter.isalnum() for letter in text)
        self._typed.setText(f"Đã gõ {count}/44 chữ số." if count else "Mười một nhóm, mỗi nhóm bốn chữ số.")


def _left(widget: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(widget)
    row.addStretch(1)
    return row
