"""What a package says of itself, read without taking anything in."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from ntm_desktop.domain.counted_changes import FIGURES, changes_text
from ntm_desktop.domain.moments import package_day_text
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.exchange import keys, package
from ntm_desktop.exchange.evidence_members import evidence_members
from ntm_desktop.exchange.package import PackageSummary
from ntm_desktop.exchange.stick import expected_errors, sha256_of
from ntm_desktop.services.known_machines import knows_key, signing_key
from ntm_desktop.services.name_places import called, sender_called, titles_by_code
from ntm_desktop.services.open_desk import OpenDesk, Progress


@dataclass(frozen=True, slots=True)
class PackageReport:
    """What a whole package says of itself; `words` are the six words of the machine that signed it."""

    path: Path
    sender: str
    public_key: str
    words: str
    number: int
    created_at: int
    operations: int
    kinds: dict[str, int]
    is_sample: bool
    purpose: str
    recipients: tuple[str, ...]
    id: str
    is_sealed: bool = False
    builds_on: int | None = None
    files: int = 0
    """Files of evidence it carries."""
    sha256: str = ""
    """Of the whole file, as sha256sum gives it: what the register and the delivery note show."""

    @property
    def figures(self) -> int:
        """How many of its operations are figures."""
        return self.kinds.get(FIGURES, 0)

    @property
    def changes(self) -> str:
        """ "10 số liệu và 61 thông tin khác"."""
        return changes_text(self.operations, self.figures)

    @property
    def sentence(self) -> str:
        """What was found, as one Vietnamese sentence."""
        sample = " Tệp có SỐ LIỆU MINH HỌA." if self.is_sample else ""
        sealed = " Nội dung được niêm phong cho nơi nhận." if self.is_sealed else ""
        files = f", {format_number(self.files)} tệp minh chứng" if self.files else ""
        to = f", gửi {', '.join(self.recipients)}" if self.recipients else ""
        whole = f"Tệp nguyên vẹn: số {self.number} của {self.sender}{to}"
        return f"{whole}, lập ngày {package_day_text(self.created_at)}, {self.changes}{files}.{sealed}{sample}"

    def as_data(self) -> dict[str, Any]:
        """What was found, for machines."""
        return asdict(self) | {"path": str(self.path), "ok": True}


def verify_package(path: Path, progress: Progress | None = None, *, desk: OpenDesk | None = None) -> PackageReport:
    """Checks every byte and row. Raises FileMissing, PackageDamaged, PackageNewer, PackageTooLarge.

    A sealed package is read where `desk` is one of its recipients; elsewhere only its outside is checked.
    """
    key = signing_key(desk) if desk else None
    found = package.verify_package(path, signing_key=key, progress=byte_progress(progress, "Đang kiểm tra tệp"))
    if found.summary is None:
        assert found.fault is not None
        raise found.fault
    report = report_of(desk, found.summary) if desk else _report(found.summary)
    with expected_errors(path, writing=False), path.open("rb") as file:
        return replace(report, sha256=sha256_of(file))


def is_known_sender(desk: OpenDesk, report: PackageReport) -> bool:
    """Whether this desk takes in what that laptop signs."""
    return knows_key(desk, report.public_key, is_sample=report.is_sample)


def report_of(desk: OpenDesk, summary: PackageSummary) -> PackageReport:
    """The report as this desk words it: names people know instead of the codes on the outside."""
    return _named(desk, _report(summary))


def _report(summary: PackageSummary) -> PackageReport:
    about = summary.manifest.about
    return PackageReport(
        path=Path(summary.path),
        sender=about.sender.place.name or about.sender.place.code,
        public_key=about.sender.public_key,
        words=keys.six_words(about.sender.public_key),
        number=about.number,
        created_at=about.created_at,
        operations=summary.manifest.contents.operations,
        kinds=dict(summary.manifest.contents.kinds),
        is_sample=about.is_sample,
        purpose=about.purpose,
        recipients=tuple(one.name or one.code for one in about.recipients),
        id=summary.id,
        is_sealed=summary.manifest.is_sealed,
        builds_on=about.builds_on_package,
        files=len(evidence_members(summary.manifest)),
    )


def _named(desk: OpenDesk, report: PackageReport) -> PackageReport:
    titles = titles_by_code(desk)
    sender = sender_called(desk, report.sender, report.public_key)
    return replace(report, sender=sender, recipients=tuple(called(one, titles) for one in report.recipients))


def byte_progress(progress: Progress | None, what: str) -> Callable[[int, int], None]:
    """What copying and reading tell, as `progress` takes it."""

    def tell(done: int, total: int) -> None:
        if progress:
            progress(done, total, what)

    return tell
