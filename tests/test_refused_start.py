"""Why the window does not open is said so that a person can follow it."""

from ntm_desktop.bootstrap import why_not_opened
from ntm_desktop.domain.errors import DatabaseLocked, FolderReadOnly
from ntm_desktop.sentences import sentence_for


def test_a_data_folder_that_cannot_be_written_asks_for_nothing_the_dialog_cannot_do() -> None:
    said = sentence_for(why_not_opened(FolderReadOnly("/du lieu")))
    assert "Thư mục số liệu /du lieu" in said
    assert "chọn thư mục khác" not in said


def test_another_refusal_stays_what_it_is() -> None:
    error = DatabaseLocked("/du lieu")
    assert why_not_opened(error) is error
