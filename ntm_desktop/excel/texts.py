"""Texts of cells as people meant them: in NFC, and out of the old fonts where the font's name tells."""

import re
from collections.abc import Sequence

from ntm_desktop.domain.legacy_vietnamese import (
    ENCODING_TITLES,
    Encoding,
    encoding_of_font,
    is_doubtful,
    is_unicode,
    to_unicode,
)
from ntm_desktop.domain.names import nfc
from ntm_desktop.excel.book import Conversion, Gathering, Spot

__all__ = ["ENCODING_TITLES", "Texts"]

_ESCAPED = re.compile("_x000[dD]_\n?")
_UNSEEN = re.compile("[\u2000-\u200a\u200b\u2060\ufeff\uff01-\uff5e]")
_SEEN_AS = {
    **dict.fromkeys((0x200B, 0x2060, 0xFEFF)),  # of no width; a soft hyphen stays: it is ư in TCVN3
    **dict.fromkeys(range(0x2000, 0x200B), " "),  # blanks of other widths
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},  # letters and digits of full width
}


class Texts:
    """Converts each different text once: lists repeat the same villages and peoples."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, Encoding | None], tuple[str, bool]] = {}
        self.cells = 0

    def of(self, text: str, encoding: Encoding | None, spot: Spot, gathering: Gathering) -> str:
        """The text of a cell in one font; notes what was converted, and what is doubtful."""
        known = self._known.get((text, encoding))
        if known is None:
            known = self._known[(text, encoding)] = self._read(text, encoding)
        shown, is_noted = known
        if is_noted:
            if encoding is None:
                gathering.doubtful.append(spot)
            else:
                gathering.conversions.append(Conversion(spot, text, shown, encoding))
        return shown

    def of_runs(
        self, runs: Sequence[tuple[str, str | None]], own: Encoding | None, spot: Spot, gathering: Gathering
    ) -> str:
        """The text of a cell whose parts have fonts of their own, each converted by its own."""
        fonts = [own if name is None else encoding_of_font(name) for _, name in runs]
        used = next((one for one in fonts if one is not None), None)
        before = "".join(text for text, _ in runs)
        if used is None:
            return self.of(before, None, spot, gathering)
        parts = (to_unicode(text, font) if font else text for (text, _), font in zip(runs, fonts, strict=True))
        after = nfc("".join(parts))
        if after != before:
            gathering.conversions.append(Conversion(spot, before, after, used))
        return after

    def _read(self, text: str, encoding: Encoding | None) -> tuple[str, bool]:
        plain = _ESCAPED.sub("\n", text) if "_x000" in text else text
        if _UNSEEN.search(plain):
            plain = plain.translate(_SEEN_AS)
        if encoding is None or is_unicode(plain):
            return nfc(plain), encoding is None and is_doubtful(plain)
        shown = to_unicode(plain, encoding)
        return shown, shown != plain
