"""A field for a day: typed as people write it, shown back as it was understood."""

import contextlib

from PySide6.QtWidgets import QLineEdit, QWidget

from ntm_desktop.domain.errors import WrongDate
from ntm_desktop.domain.evidence import date_text, parse_date


class DateEdit(QLineEdit):
    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.editingFinished.connect(self._show_back)

    def _show_back(self) -> None:
        """ "5/2/21" becomes 05/02/2021; what is no day stays for the form to speak of."""
        with contextlib.suppress(WrongDate):
            self.setText(date_text(parse_date(self.text())))
