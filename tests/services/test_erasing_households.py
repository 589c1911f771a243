"""What is said after a household was erased: nobody is told that more is gone than is."""

from pathlib import Path

from ntm_desktop.services.erase_households import Erased, what_remains

OTHERS = "Máy khác trong xã sẽ xóa theo khi nhận tệp kế tiếp."


def erased(*older: str) -> Erased:
    return Erased(1, 7, Path("sau-xoa-ho.db"), tuple(map(Path, older)))


def test_older_backups_that_still_hold_it_are_counted() -> None:
    said = what_remains(erased("a.db", "b.db"), is_forgotten=False)
    assert said == f"2 bản sao lưu cũ trên máy vẫn còn giữ dữ liệu này. {OTHERS}"


def test_where_no_backup_holds_it_only_other_laptops_are_named() -> None:
    assert what_remains(erased("a.db"), is_forgotten=True) == OTHERS
    assert what_remains(erased(), is_forgotten=False) == OTHERS
