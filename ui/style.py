"""Colours, fonts, spacing: one palette and one short style sheet, the same on Windows and Linux."""

from typing import NamedTuple

from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

import resources
from ntm_desktop.domain.evaluation import Verdict

TEXT = "#1F2933"
MUTED = "#5B6472"
RULE = "#D9DEE3"
PAPER = "#FFFFFF"
DESK = "#F5F7F6"
SHADE = "#ECF0EE"
"""Behind headings inside tables and the navigation."""
ACCENT = "#166534"
ACCENT_TINT = "#E3EFE7"
MET, NOT_MET, NO_DATA, NO_TARGET = "#0F766E", "#C2410C", "#6B7280", "#856404"

SMALL, GAP, WIDE = 4, 8, 16
ROW_HEIGHT = 28
PANE_WIDTH = 320
BASE_POINTS = 10.0
BUNDLED_FONT = "DejaVu Sans"


class Look(NamedTuple):
    """How a verdict is shown: never by colour alone."""

    sign: str
    word: str
    colour: str
    tint: str


# Tints of about 10 %, paler where the sign on them would fall below a contrast of 4.5:1.
VERDICT_LOOK = {
    Verdict.MET: Look("✓", "Đạt", MET, "#E7F1F1"),
    Verdict.NOT_MET: Look("✗", "Chưa đạt", NOT_MET, "#FBEFEA"),
    Verdict.NO_DATA: Look("–", "Chưa có số liệu", NO_DATA, "#FAFAFA"),
    Verdict.NO_TARGET: Look("?", "Chưa có chỉ tiêu", NO_TARGET, "#FAF5E6"),
    Verdict.NOT_APPLICABLE: Look("○", "Không áp dụng", NO_DATA, "#FAFAFA"),
}
CONFLICT_SIGN = "⚠"
REMARK_SIGN = "✎"
"""The upper level has remarked on this figure; with "!" while the commune has not answered."""


def apply_style(app: QApplication) -> None:
    """Our palette, font and style sheet over Fusion; called once, before the first widget."""
    app.setPalette(_palette())
    app.setFont(_font())
    app.setStyleSheet(_SHEET)


def load_bundled_font() -> None:
    """DejaVu Sans has every Vietnamese letter and the signs ✓ ✗ ≥ ≤ ⚠."""
    for name in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"):
        QFontDatabase.addApplicationFont(str(resources.path("fonts", name)))


def make_main(button: QPushButton) -> None:
    """Marks the one main button of a screen."""
    button.setProperty("main", True)


def make_quiet(widget: QWidget) -> None:
    """A label in the secondary colour."""
    widget.setProperty("quiet", True)


def make_bold(widget: QWidget) -> None:
    """A word before a sentence, as heavy as in print."""
    widget.setProperty("bold", True)


def make_plain(label: QLabel) -> None:
    """Shows what people wrote as it stands, never as HTML."""
    label.setProperty("textFormat", "PlainText")  # by name, as the window starts without the namespace `Qt`


def make_title(widget: QWidget) -> None:
    """A label that names a part of a screen."""
    widget.setProperty("heading", True)


def _font() -> QFont:
    family = "" if QGuiApplication.platformName() in ("offscreen", "minimal") else _system_family()
    if not family:  # pictures and tests must be equal everywhere, so offscreen takes the bundled one too
        load_bundled_font()
    font = QFont(family or BUNDLED_FONT)
    font.setPointSizeF(BASE_POINTS)
    return font


def _system_family() -> str:
    """Segoe UI, or what the system writes with; empty where that has no Vietnamese."""
    families = QFontDatabase.families(QFontDatabase.WritingSystem.Vietnamese)
    wanted = ("Segoe UI", QGuiApplication.font().family())
    return next((family for family in wanted if family in families), "")


def _palette() -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for one, colour in {
        role.Window: DESK,
        role.WindowText: TEXT,
        role.Base: PAPER,
        role.AlternateBase: "#FAFBFB",
        role.Text: TEXT,
        role.PlaceholderText: MUTED,
        role.Button: "#F8FAF9",
        role.ButtonText: TEXT,
        role.Highlight: ACCENT,
        role.HighlightedText: PAPER,
        role.ToolTipBase: PAPER,
        role.ToolTipText: TEXT,
        role.Link: ACCENT,
        role.Mid: RULE,
    }.items():
        palette.setColor(one, QColor(colour))
    for one in (role.Text, role.ButtonText, role.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, one, QColor("#8A929C"))
    return palette


_SHEET = f"""
QToolTip {{ background: {PAPER}; color: {TEXT}; border: 1px solid {RULE}; padding: 4px; }}
QLabel[quiet="true"] {{ color: {MUTED}; }}
QLabel[bold="true"] {{ font-weight: 600; }}
QLabel[heading="true"] {{ font-size: 13pt; font-weight: 600; }}
QPushButton {{ min-height: 20px; padding: 3px 12px; background: {PAPER}; border: 1px solid #C3CAD1;
    border-radius: 3px; }}
QPushButton:hover {{ background: {SHADE}; }}
QPushButton:focus, QToolButton:focus {{ border: 1px solid {ACCENT}; }}
QPushButton:disabled {{ color: #8A929C; border-color: {RULE}; }}
QPushButton:checked {{ background: {ACCENT_TINT}; border-color: {ACCENT}; }}
QPushButton[main="true"] {{ background: {ACCENT}; color: white; border-color: {ACCENT}; font-weight: 600; }}
QPushButton[main="true"]:hover {{ background: #14532D; }}
QPushButton[main="true"]:focus {{ border: 2px solid #0B2F1B; padding: 2px 11px; }}
QPushButton[main="true"]:disabled {{ background: #C9D3CD; border-color: #C9D3CD; color: {TEXT}; }}
QLineEdit, QPlainTextEdit, QTextEdit {{ background: {PAPER}; border: 1px solid #C3CAD1; border-radius: 3px;
    padding: 2px 6px; }}
QLineEdit {{ min-height: 20px; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus {{ border: 1px solid {ACCENT}; }}
QComboBox {{ min-height: 20px; padding: 2px 6px; }}
QTableView, QTreeView, QListView {{ border: 1px solid {RULE}; gridline-color: {RULE}; outline: 0;
    selection-background-color: {ACCENT_TINT}; selection-color: {TEXT}; }}
QHeaderView::section {{ background: {SHADE}; border: none; border-right: 1px solid {RULE};
    border-bottom: 1px solid {RULE}; padding: 2px 3px; }}
QProgressBar {{ border: 1px solid {RULE}; border-radius: 3px; background: {PAPER}; text-align: center; }}
QProgressBar::chunk {{ background: {ACCENT}; border-radius: 2px; }}
QScrollArea {{ border: none; }}
QMessageBox, QDialogButtonBox {{ button-layout: 3; }}
#navigation {{ background: {SHADE}; border-right: 1px solid {RULE}; }}
#brand {{ font-weight: 600; color: {ACCENT}; }}
#navigation QToolButton {{ border: none; border-left: 3px solid transparent; padding: 7px 8px 7px 10px;
    text-align: left; }}
#navigation QToolButton:hover {{ background: #E2E8E4; }}
#navigation QToolButton:focus {{ border: 1px dotted {ACCENT}; border-left: 3px solid {ACCENT}; }}
#navigation QToolButton:checked {{ background: {PAPER}; border-left: 3px solid {ACCENT}; color: {ACCENT};
    font-weight: 600; }}
#context_bar {{ background: {PAPER}; border-bottom: 1px solid {RULE}; }}
#status_bar QPushButton {{ background: transparent; border: 1px solid transparent; padding: 0 6px;
    min-height: 20px; }}
#status_bar QPushButton:hover {{ background: #E2E8E4; }}
#status_bar QPushButton:focus {{ border: 1px dotted {ACCENT}; }}
#status_bar {{ background: {SHADE}; border-top: 1px solid {RULE}; }}
#task_strip {{ background: {ACCENT_TINT}; border-bottom: 1px solid {RULE}; }}
#sample_tag {{ color: {NO_TARGET}; font-weight: 600; }}
"""
