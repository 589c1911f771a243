"""Asking for a target or its confirmation, and storing it: the same from the details pane and from Danh mục."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from ntm_desktop.domain.criteria import CriteriaSet
from ntm_desktop.domain.errors import ExpectedError
from ntm_desktop.sentences import sentence_for
from ntm_desktop.services.remember import recall, remember
from ntm_desktop.services.set_target import confirm_targets, enter_target, reach_of, withdraw_targets
from ui.screen import Shell
from ui.targets.dialog import Asked, Given, TargetDialog

_PAPER = "targets.paper"
"""The decision typed last: a person works through one decision at a time."""


class TargetsOf(NamedTuple):
    """Indicators of a set for communes of that column, in that year."""

    criteria_set: CriteriaSet
    codes: Sequence[str]
    column: str | None
    year: int


class TargetActs(QObject):
    changed = Signal(str)
    """Targets were stored: the sentence for the status bar. What they judge is to be shown anew."""

    def __init__(self, shell: Shell, parent: QWidget) -> None:
        super().__init__(parent)
        self._shell, self._window = shell, parent

    def ask_enter(self, of: TargetsOf) -> None:
        self._ask(of, is_entering=True)

    def ask_confirm(self, of: TargetsOf) -> None:
        self._ask(of, is_entering=False)

    def withdraw(self, of: TargetsOf) -> None:
        """Takes these targets back, or says why that cannot be."""
        try:
            written = withdraw_targets(self._shell.desk, of.criteria_set, of.codes, of.column, of.year)
        except ExpectedError as error:
            self._shell.messages.tell_error(error)
            return
        if written:
            self.changed.emit(f"Đã bỏ mức đã nhập, đối chiếu của {_what(of)} (Ctrl+Z để lấy lại)")

    def store(self, of: TargetsOf, given: Given, dialog: TargetDialog, *, is_entering: bool) -> None:
        """Closes the form once it is stored."""
        desk = self._shell.desk
        try:
            if is_entering:
                year = of.year if given.is_this_year_only else None
                at = (of.criteria_set, of.codes[0], of.column, year)
                typed = (given.value, given.decision, given.date)
                enter_target(desk, *at, *typed, instead_of=of.year)
            else:
                at_year = (of.criteria_set, of.codes, of.column, of.year)
                paper = (given.decision, given.date)
                confirm_targets(desk, *at_year, *paper, with_text=given.is_text_compared)
        except ExpectedError as error:
            dialog.show_fault(sentence_for(error))
            return
        remember(desk, _PAPER, {"decision": given.decision, "date": given.date})
        dialog.accept()
        both = "mức đạt và nội dung" if given.is_text_compared else "mức đạt"
        verb = "Đã lưu mức đạt" if is_entering else f"Đã ghi đối chiếu {both}"
        self.changed.emit(f"{verb} {_what(of)}")

    def _ask(self, of: TargetsOf, *, is_entering: bool) -> None:
        indicators = [of.criteria_set.indicator(code) for code in of.codes]
        if not indicators:
            return
        title = of.criteria_set.columns.get(of.column or "", "")
        stored = recall(self._shell.desk, _PAPER) or {}
        paper = (str(stored.get("decision", "")), str(stored.get("date", "")))
        reach = None
        if is_entering:
            reach = reach_of(self._shell.desk, of.criteria_set, of.codes[0], of.column, of.year)
        asked = Asked(indicators, of.column, title, of.year, is_entering, reach)
        dialog = TargetDialog(asked, *paper, self._window)
        storing = _Storing(self, of, dialog, is_entering=is_entering)
        dialog.given.connect(storing.do)
        QDialog.open(dialog)


class _Storing(QObject):
    """Stores what its dialog gives; lives and dies with it."""

    def __init__(self, acts: TargetActs, of: TargetsOf, dialog: TargetDialog, *, is_entering: bool) -> None:
        super().__init__(dialog)
        self._acts, self._of, self._dialog, self._is_entering = acts, of, dialog, is_entering

    def do(self, given: Given) -> None:
        self._acts.store(self._of, given, self._dialog, is_entering=self._is_entering)


def _what(of: TargetsOf) -> str:
    return of.codes[0] if len(of.codes) == 1 else f"{len(of.codes)} chỉ tiêu"
