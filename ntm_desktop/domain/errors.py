"""What can go wrong that a person or the machine can mend.

An error carries data, not prose: `ntm_desktop.sentences` turns its type and fields into one Vietnamese
sentence (the wording is data in `resources/messages/errors.toml`, one entry per class here).
"""

from dataclasses import dataclass, fields
from decimal import Decimal


class NtmError(Exception):
    """Root of everything this program raises itself."""


@dataclass(eq=False)
class ExpectedError(NtmError):
    """Something a person can mend; subclasses name it and carry what the sentence needs."""

    def __str__(self) -> str:
        data = ", ".join(f"{field.name}={getattr(self, field.name)!r}" for field in fields(self))
        return f"{type(self).__name__}({data})"


# ---- what a person typed


@dataclass(eq=False)
class NotANumber(ExpectedError):
    text: str


@dataclass(eq=False)
class AmbiguousNumber(ExpectedError):
    """`1.234` may be a thousand or one and a bit; `as_thousands`, `as_fraction` are the two readings."""

    text: str
    as_thousands: Decimal
    as_fraction: Decimal


@dataclass(eq=False)
class NegativeNumber(ExpectedError):
    text: str


@dataclass(eq=False)
class NumberTooLarge(ExpectedError):
    text: str


@dataclass(eq=False)
class NotWhole(ExpectedError):
    text: str
    unit: str


@dataclass(eq=False)
class NumeratorAboveDenominator(ExpectedError):
    numerator: Decimal
    denominator: Decimal
    numerator_label: str
    denominator_label: str


@dataclass(eq=False)
class ZeroDenominator(ExpectedError):
    denominator_label: str


@dataclass(eq=False)
class WrongFigureKind(ExpectedError):
    """The figure's shape does not fit the indicator; `expected` is a phrase such as "tử số/mẫu số"."""

    code: str
    expected: str


@dataclass(eq=False)
class NotApplicableNotAllowed(ExpectedError):
    code: str


@dataclass(eq=False)
class MissingText(ExpectedError):
    """A field that must not be empty is empty; `label` is its Vietnamese name."""

    label: str


@dataclass(eq=False)
class UnknownPeriod(ExpectedError):
    text: str


@dataclass(eq=False)
class UnknownPlace(ExpectedError):
    text: str
    known: tuple[str, ...]


@dataclass(eq=False)
class AmbiguousPlace(ExpectedError):
    text: str
    candidates: tuple[str, ...]


@dataclass(eq=False)
class UnknownIndicator(ExpectedError):
    code: str
    criteria_set: str


@dataclass(eq=False)
class UnknownCriteriaSet(ExpectedError):
    text: str
    known: tuple[str, ...]


@dataclass(eq=False)
class UnknownTask(ExpectedError):
    text: str


@dataclass(eq=False)
class WrongPlaceForIndicator(ExpectedError):
    """A figure of the commune given for a village, or the other way round."""

    code: str
    place: str


# ---- documents that are data


@dataclass(eq=False)
class CriteriaSetInvalid(ExpectedError):
    """Every problem of the file at once; each names criterion, indicator and what is wrong."""

    file: str
    problems: tuple[str, ...]


@dataclass(eq=False)
class PlanInvalid(ExpectedError):
    file: str
    problems: tuple[str, ...]


@dataclass(eq=False)
class WordingInvalid(ExpectedError):
    """A paper's wording names unknown fields or lacks some; every problem of the file at once."""

    file: str
    problems: tuple[str, ...]


# ---- places on disk


@dataclass(eq=False)
class FileMissing(ExpectedError):
    path: str


@dataclass(eq=False)
class FolderReadOnly(ExpectedError):
    path: str


@dataclass(eq=False)
class FileInUse(ExpectedError):
    """Another program (a PDF viewer, Excel) holds the file that should be replaced."""

    path: str


@dataclass(eq=False)
class DiskFull(ExpectedError):
    path: str


@dataclass(eq=False)
class FileUnreadable(ExpectedError):
    path: str
    reason: str


@dataclass(eq=False)
class DeskMissing(ExpectedError):
    """No database at this data folder yet."""

    path: str


@dataclass(eq=False)
class DeskExists(ExpectedError):
    path: str


@dataclass(eq=False)
class DatabaseNewer(ExpectedError):
    path: str
    found: str


@dataclass(eq=False)
class DatabaseDamaged(ExpectedError):
    path: str


@dataclass(eq=False)
class DatabaseLocked(ExpectedError):
    path: str


@dataclass(eq=False)
class ProjectionDiffers(ExpectedError):
    """`check` found tables that do not equal what the operation log says."""

    differences: tuple[str, ...]


@dataclass(eq=False)
class BackupInvalid(ExpectedError):
    path: str


@dataclass(eq=False)
class SqliteTooOld(ExpectedError):
    found: str
    needed: str


# ---- packages


@dataclass(eq=False)
class PackageDamaged(ExpectedError):
    """Cut off, altered, or not a package at all; `reason` is a short key told apart in the wording."""

    path: str
    reason: str


@dataclass(eq=False)
class PackageNewer(ExpectedError):
    path: str
    needed: str


@dataclass(eq=False)
class PackageTooLarge(ExpectedError):
    path: str


@dataclass(eq=False)
class PackageNotForUs(ExpectedError):
    path: str
    recipient: str


@dataclass(eq=False)
class UnknownSender(ExpectedError):
    """Signed correctly, by a machine this desk does not know yet; `words` are its six words."""

    path: str
    sender: str
    words: str


@dataclass(eq=False)
class SenderWordsDiffer(ExpectedError):
    path: str
    words: str


@dataclass(eq=False)
class NothingToExport(ExpectedError):
    pass


@dataclass(eq=False)
class NothingToPrint(ExpectedError):
    """A dossier without a single figure: there is nothing to put on paper."""

    place: str
    period: str


@dataclass(eq=False)
class SampleMissing(ExpectedError):
    """Asked to delete sample data where there is none."""


@dataclass(eq=False)
class UnknownSample(ExpectedError):
    text: str
    known: tuple[str, ...]


@dataclass(eq=False)
class Cancelled(ExpectedError):
    """The person pressed "Dừng"; nothing was changed."""
