"""What can go wrong that a person or the machine can mend.

An error carries data, not prose: `ntm_desktop.sentences` turns its type and fields into one Vietnamese
sentence (the wording is data in `resources/messages/errors.toml`, one entry per class here). It is one
list and not one a room: many rooms raise the same ones (FileMissing, DiskFull), and it is read beside its words.
"""

import inspect
from decimal import Decimal
from typing import Any, dataclass_transform


class NtmError(Exception):
    """Root of everything this program raises itself."""


@dataclass_transform(eq_default=False)
class ExpectedError(NtmError):
    """Something a person can mend; subclasses name it and list, as annotations, what the sentence needs.

    Like a dataclass, but made without generating code: there are many of them, and the window starts after all.
    """

    def __init__(self, *values: Any, **named: Any) -> None:
        super().__init__()
        names = self.names()
        given = dict(zip(names, values, strict=False)) | named
        if len(values) > len(names) or given.keys() != set(names):
            raise TypeError(f"{type(self).__name__} takes {names}")
        for name, value in given.items():
            setattr(self, name, value)

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """The fields of this class, in order."""
        return tuple(inspect.get_annotations(cls))

    def __str__(self) -> str:
        data = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.names())
        return f"{type(self).__name__}({data})"


# What a person typed


class NotANumber(ExpectedError):
    text: str


class PercentTyped(ExpectedError):
    """A percentage, where the numbers it was worked out from are asked for."""

    text: str
    expected: str


class AmbiguousNumber(ExpectedError):
    """`1.234` may be a thousand or one and a bit; `as_thousands`, `as_fraction` are the two readings."""

    text: str
    as_thousands: Decimal
    as_fraction: Decimal


class NegativeNumber(ExpectedError):
    text: str


class NumberTooLarge(ExpectedError):
    text: str


class FormulaFails(ExpectedError):
    """`reason` is zero (a division by zero) or inexact (a division that does not come out)."""

    text: str
    reason: str


class UnclearShare(ExpectedError):
    """More than one slash outside parentheses: which of them parts numerator and denominator?"""

    text: str


class NotWhole(ExpectedError):
    text: str
    unit: str


class NumeratorAboveDenominator(ExpectedError):
    numerator: Decimal
    denominator: Decimal
    numerator_label: str
    denominator_label: str


class ZeroDenominator(ExpectedError):
    """`left_out_if` is the set's reason for leaving the indicator out, empty where it may not be."""

    denominator_label: str
    left_out_if: str


class WrongFigureKind(ExpectedError):
    """The figure's shape does not fit the indicator; `expected` is a phrase such as "tử số/mẫu số"."""

    code: str
    expected: str


class NotApplicableNotAllowed(ExpectedError):
    code: str


class MissingText(ExpectedError):
    """A field that must not be empty is empty; `label` is its Vietnamese name."""

    label: str


class WrongDate(ExpectedError):
    """Not a day: `text` is what was typed."""

    text: str


class TargetUnfit(ExpectedError):
    """`text` cannot be the target of that indicator; `reason` is a Vietnamese phrase."""

    code: str
    text: str
    reason: str


class NoTargetToCheck(ExpectedError):
    """There is no target yet that could be compared with a decision."""

    code: str


class UnknownPeriod(ExpectedError):
    text: str


class UnknownPlace(ExpectedError):
    text: str
    known: tuple[str, ...]


class AmbiguousPlace(ExpectedError):
    text: str
    candidates: tuple[str, ...]


class CommuneNotNamed(ExpectedError):
    """This desk has several communes, and none was named."""

    candidates: tuple[str, ...]


class UnknownIndicator(ExpectedError):
    code: str
    criteria_set: str


class UnknownCriteriaSet(ExpectedError):
    text: str
    known: tuple[str, ...]


class UnknownTask(ExpectedError):
    text: str


class WrongPlaceForIndicator(ExpectedError):
    """A figure of the commune given for a village, or the other way round."""

    code: str
    place: str


class NotAllowed(ExpectedError):
    """This laptop or person may not write that; `why` is a phrase of REFUSAL_TITLES, `reason` its Refusal."""

    why: str
    reason: str


# Documents that are data


class CriteriaSetExists(ExpectedError):
    """Another document of the same id and version: sets are immutable, a change needs a higher version."""

    file: str
    version: str


class CriteriaSetInvalid(ExpectedError):
    """Every problem of the file at once; each names criterion, indicator and what is wrong."""

    file: str
    problems: tuple[str, ...]


class PlanInvalid(ExpectedError):
    file: str
    problems: tuple[str, ...]


class PlanFontUnknown(ExpectedError):
    """Most texts are of an old font that nothing tells; `guess` is one in which titles can be read, or empty."""

    file: str
    count: int
    guess: str


class WordingInvalid(ExpectedError):
    """A paper's wording names unknown fields or lacks some; every problem of the file at once."""

    file: str
    problems: tuple[str, ...]


class NotATemplate(ExpectedError):
    """A workbook that is none of the forms this program gives out."""

    path: str


class TemplateAltered(ExpectedError):
    """A form whose hidden sheet does not say what it said when it was given out."""

    path: str


class TemplateOutdated(ExpectedError):
    """A form of another version (`reason` older, newer), or of another version of its criteria set (set)."""

    path: str
    reason: str


class TemplateForOthers(ExpectedError):
    """A form of a village or commune that is not this desk's, or not the one that is chosen (`reason` chosen)."""

    path: str
    place: str
    reason: str


class TemplateOtherSet(ExpectedError):
    """A form of another criteria set than the one chosen, or one this desk does not have."""

    path: str
    found: str
    chosen: str


class TemplateOtherPeriod(ExpectedError):
    path: str
    found: str
    chosen: str


class WorkbookInvalid(ExpectedError):
    """Cells of a workbook that cannot be taken in; every problem of the file at once."""

    file: str
    problems: tuple[str, ...]


class UnknownSheet(ExpectedError):
    file: str
    text: str
    known: tuple[str, ...]


class NoHeadingFound(ExpectedError):
    """No row of the sheet looks like the heading of a list of households."""

    sheet: str


class NothingNewInWorkbook(ExpectedError):
    """A form that says nothing else than what stands on this laptop already."""

    file: str


# Places on disk


class FileMissing(ExpectedError):
    path: str


class FileExists(ExpectedError):
    """A backup or package is never written over another file."""

    path: str


class FileStands(ExpectedError):
    """What a command would write over lies there already, and it was not told to replace it."""

    path: str


class FolderReadOnly(ExpectedError):
    path: str


class DataFolderReadOnly(ExpectedError):
    """The folder the program keeps its data in takes no writing, so that it cannot even start."""

    path: str


class FileInUse(ExpectedError):
    """Another program (a PDF viewer, Excel) holds the file that should be replaced."""

    path: str


class DiskFull(ExpectedError):
    path: str


class FileUnreadable(ExpectedError):
    path: str
    reason: str


class FileNotWritten(ExpectedError):
    """Pulled out or failing while it was written to; nothing half-written keeps the name."""

    path: str
    reason: str


class DeskMissing(ExpectedError):
    """No database at this data folder yet."""

    path: str


class DeskExists(ExpectedError):
    path: str


class DatabaseNewer(ExpectedError):
    path: str
    found: str


class DatabaseDamaged(ExpectedError):
    path: str


class DatabaseLocked(ExpectedError):
    path: str


class WindowOpen(ExpectedError):
    """Another window of this program works on the data folder."""

    path: str


class ProjectionDiffers(ExpectedError):
    """`check` found tables that do not equal what the operation log says."""

    differences: tuple[str, ...]


class BackupInvalid(ExpectedError):
    path: str


class SqliteTooOld(ExpectedError):
    found: str
    needed: str


# Evidence


class EvidenceRefused(ExpectedError):
    """A file that is no evidence as it stands: `reason` is a short key told apart in the wording."""

    file: str
    reason: str


class EvidenceRepeated(ExpectedError):
    """The same file stands there already."""

    file: str
    code: str
    place: str


class NoEvidenceFiles(ExpectedError):
    """A folder without a single file that could be evidence."""

    path: str


class UnknownEvidence(ExpectedError):
    text: str


class UnknownRequirement(ExpectedError):
    """`known` are the ids and texts of the indicator's checklist."""

    text: str
    known: tuple[str, ...]


class EvidenceFileMissing(ExpectedError):
    """The piece is known here but its file is not (not yet received, or lost)."""

    title: str


class EvidenceDamaged(ExpectedError):
    """`check` found files lost or damaged; every one of them at once."""

    problems: tuple[str, ...]


# Packages


class PackageDamaged(ExpectedError):
    """Cut off, altered, or not a package at all; `reason` is a short key told apart in the wording."""

    path: str
    reason: str


class PackageNotAsStated(ExpectedError):
    """After taking it in, counts and hashes by partition are not those its manifest states."""

    path: str


class PackageNewer(ExpectedError):
    path: str
    needed: str


class PackageTooLarge(ExpectedError):
    path: str


class PackageNotForUs(ExpectedError):
    path: str
    recipient: str


class UnknownSender(ExpectedError):
    """Signed correctly, by a machine this desk does not know yet; `words` are its six words."""

    path: str
    sender: str
    words: str


class SenderRevoked(ExpectedError):
    """Signed by a laptop whose permit was taken back on that day ("14/05/2022")."""

    path: str
    sender: str
    day: str


class RecipientRevoked(ExpectedError):
    """Every laptop a package could be sealed to was revoked, and it shall not lie open to all."""

    place: str


class SenderWordsDiffer(ExpectedError):
    path: str
    words: str


class PackageSealedForOthers(ExpectedError):
    """Whole and signed, but sealed to laptops of which this is none."""

    path: str


class EnrolmentFileDamaged(ExpectedError):
    """A request or permit that was altered, forged or never was one."""

    path: str


class RecoveryKeyWrong(ExpectedError):
    """A recovery key mistyped, or of another laptop."""


class RecoveryMustWait(ExpectedError):
    """Too soon after a wrong recovery key; `wait` seconds are left."""

    wait: str


class RecoveryNotPossible(ExpectedError):
    """A file no recovery key brings a laptop back from; `reason` is a short key told apart in the wording."""

    path: str
    reason: str


class BackupWithoutKey(ExpectedError):
    """A backup that travels without the laptop's key, put back where that key is not."""

    path: str


class NothingToExport(ExpectedError):
    pass


class NothingToReview(ExpectedError):
    """Accepting a criterion of which nothing was recorded."""

    place: str
    criterion: str
    year: str


class UnknownConflict(ExpectedError):
    text: str


class OpenConflicts(ExpectedError):
    """A final paper over figures that two laptops wrote differently."""

    place: str
    codes: tuple[str, ...]


class CannotUndoImport(ExpectedError):
    """There is none to undo (`reason` none), or something builds on it: what was recorded since (built_on; `what`
    names it), or a package that took it on to others (sent; `what` is its number)."""

    reason: str
    what: str


class WrongPin(ExpectedError):
    """`wait` seconds until the next try is listened to."""

    name: str
    wait: str


class PinTooSoon(ExpectedError):
    """Tried again before the wait was over: the PIN was not looked at."""

    name: str
    wait: str


class PinNeeded(ExpectedError):
    """That name is guarded by a PIN and may be taken only where the PIN is asked for."""

    name: str


class PinTooShort(ExpectedError):
    shortest: str


class PermitOfLesserRole(ExpectedError):
    """A permit as `role` where the laptop asked to be, or is, what `better` says."""

    path: str
    role: str
    better: str


class PermitForAnother(ExpectedError):
    """A permit that answers another laptop's request; `name` is whose."""

    path: str
    name: str


class HouseholdsStay(ExpectedError):
    """The register was to go along but may not; `reason` is "not_asked", "not_sealed" or "not_upward"."""

    reason: str


class CommuneNearlyKnown(ExpectedError):
    """A request of `person` for a commune `asked` that is not known here, while `known` is nearly its name."""

    person: str
    asked: str
    known: str


class UnknownDevice(ExpectedError):
    text: str


class NothingToPrint(ExpectedError):
    """A dossier without a single figure: there is nothing to put on paper."""

    place: str
    period: str


class SampleMissing(ExpectedError):
    """Asked to delete sample data where there is none."""


class UnknownSample(ExpectedError):
    text: str
    known: tuple[str, ...]


class CannotAnswerCheck(ExpectedError):
    """A reason was given for something that has to be mended: `finding` is its sentence."""

    finding: str


class UnknownFinding(ExpectedError):
    number: str


class ChecksFail(ExpectedError):
    """A final paper over figures that contradict each other; `first` is the first contradiction."""

    place: str
    count: str
    first: str


class NothingToUndo(ExpectedError):
    """`act` is hoàn tác or làm lại."""

    act: str


class DecisionStands(ExpectedError):
    """What a person decided between laptops is not taken back: what stood apart cannot stand apart again."""

    title: str


class ChangedSince(ExpectedError):
    """What the act wrote was changed by somebody else afterwards: undoing it would lose that."""

    title: str


class AnswerUnwritten(ExpectedError):
    """The answer of a command found no room where it was to be printed; its work was done before."""


class Interrupted(ExpectedError):
    """Ctrl+C at the command line: what was stored until then stays."""


class FigureConfirmed(ExpectedError):
    """A figure the lead has confirmed is written again only after it was reopened with a reason."""

    code: str
    place: str
    person: str
    day: str


class FiguresInError(ExpectedError):
    """`figures` that contradict others are not confirmed; `finding` is the first contradiction."""

    figures: tuple[str, ...]
    finding: str


class NothingToConfirm(ExpectedError):
    """Nothing is recorded there, or everything is already as asked; `act` is what was asked."""

    act: str


class PasteTooLarge(ExpectedError):
    """More cells than a paste may have."""

    rows: str
    columns: str


# Households


class NotAChoice(ExpectedError):
    """`label` is the question; `choices` are the answers it takes."""

    label: str
    text: str
    choices: tuple[str, ...]


class BirthUnreadable(ExpectedError):
    text: str


class BirthImpossible(ExpectedError):
    """Before the `earliest` year, or after today in the year `latest`; years as text."""

    text: str
    earliest: int
    latest: int


class HouseholdWithoutHead(ExpectedError):
    number: str


class HouseholdWithoutVillage(ExpectedError):
    head: str


class HouseholdNumberTaken(ExpectedError):
    """Another household of the village, that of `head`, bears the number."""

    number: str
    head: str


class MemberWithoutName(ExpectedError):
    head: str
    position: int


class HeadTwice(ExpectedError):
    """A second member of one household is called its head."""

    head: str
    name: str


class PeopleImpossible(ExpectedError):
    head: str
    people: int
    most: int


class IncomeImpossible(ExpectedError):
    """Negative, beyond all measure, or of a year that cannot be."""

    head: str
    source: str
    year: int
    amount: Decimal


class TextTooLong(ExpectedError):
    label: str
    longest: int


class SameHeadTwice(ExpectedError):
    """A warning: allowed, the two are told apart by number, year of birth and id."""

    head: str


class MemberWithoutSex(ExpectedError):
    """A warning: the person counts as unknown where women and men are counted apart."""

    name: str
    head: str


class PeopleFewerThanListed(ExpectedError):
    """A warning: the longer of the two counts."""

    head: str
    people: int
    listed: int


class UnknownHousehold(ExpectedError):
    text: str


class AmbiguousHousehold(ExpectedError):
    text: str
    candidates: tuple[str, ...]


class NotFromHouseholds(ExpectedError):
    """The criteria set does not say how this indicator follows from the register."""

    code: str


class NobodyToList(ExpectedError):
    """No household is against, none unknown: there is no working list to print. `what` is a code or a subject."""

    what: str
    place: str


class RegisterSaysNothing(ExpectedError):
    """No household of the place answers what the indicator counts."""

    code: str
    place: str


class RegisterUnsure(ExpectedError):
    """Households are unknown at that indicator: its figure may not be the whole truth; `said` counts them."""

    code: str
    place: str
    said: str


class Cancelled(ExpectedError):
    """The person pressed "Dừng"; nothing was changed."""
