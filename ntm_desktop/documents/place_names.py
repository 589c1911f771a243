"""Names of places as they stand within a sentence of a paper."""

from ntm_desktop.documents.wording import Shared
from ntm_desktop.domain.names import squeeze
from ntm_desktop.domain.places import Place


def village_name(village: Place, shared: Shared) -> str:
    """The name as it stands within a sentence, with the word for a village in front where it has none.

    The common noun is small (làng Kon Klŏ) unless a number is all that follows it (Thôn 1, Tổ dân phố 5): so asks
    Nghị định 30/2020/NĐ-CP, phụ lục II. The rest is exactly as recorded.
    """
    if not _kind_of(village, shared):
        return f"{shared.village_kind} {village.name}"
    noun, _, rest = village.name.partition(" ")
    proper = next((word for word in rest.split() if not word.islower()), "")
    return village.name if proper[:1].isdigit() else f"{noun.lower()} {rest}".strip()


def village_unit(village: Place, shared: Shared) -> str:
    """What this village calls itself: thôn, làng ..."""
    return _kind_of(village, shared) or shared.village_kind


def _kind_of(village: Place, shared: Shared) -> str:
    first = village.name.split(" ", 1)[0]
    return next((kind for kind in shared.village_kinds if squeeze(kind) == squeeze(first)), "")


def without_kind(commune: str) -> str:
    """Ia Tơi of Xã Ia Tơi: what stands before the date."""
    lowered = commune.lower()
    found = next((kind for kind in ("xã ", "phường ", "thị trấn ", "đặc khu ") if lowered.startswith(kind)), "")
    return commune[len(found) :]


def province_name(name: str) -> str:
    """As it stands within a sentence: tỉnh Kon Tum, thành phố Huế."""
    if not name or squeeze(name).startswith(("tinh", "thanhpho")):
        return name[:1].lower() + name[1:]
    return f"tỉnh {name}"
