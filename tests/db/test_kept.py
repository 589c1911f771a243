"""What was worked out from rows is not worked out again until they change."""

from pathlib import Path

import pytest

from db.connection import Database, open_database
from db.kept import Kept

ROW = "INSERT INTO household (commune, id, record) VALUES ('x', ?, '{}')"


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return open_database(tmp_path / "desk.db", create=True)


def _counting(kept: Kept, database: Database, asked: list[int]) -> int:
    def work() -> int:
        asked.append(1)
        (found,) = database.row("SELECT COUNT(*) FROM household") or (0,)
        return int(found)

    return kept.get("household", "how many", 2021, work)


def test_it_is_kept_until_a_row_is_written_changed_or_deleted(database: Database) -> None:
    kept, asked = Kept(database), list[int]()
    assert [_counting(kept, database, asked) for _ in range(3)] == [0, 0, 0]
    assert len(asked) == 1
    for sql, now in (
        ("INSERT INTO household (commune, id) VALUES ('x', '1'), ('x', '2')", 2),
        ("UPDATE household SET number = '5' WHERE id = '1'", 2),
        ("DELETE FROM household WHERE id = '1'", 1),
        ("DELETE FROM household", 0),
    ):
        database.execute(sql)
        assert [_counting(kept, database, asked) for _ in range(2)] == [now, now]
    assert len(asked) == 5
    database.close()


def test_the_last_of_its_kind_is_kept(database: Database) -> None:
    kept, asked = Kept(database), list[int]()
    for year in (2021, 2021, 2022, 2021):
        assert kept.get("household", "year", year, lambda of=year: asked.append(of) or of) == year
    assert asked == [2021, 2022, 2021]
    database.close()


def test_rows_of_another_table_do_not_matter(database: Database) -> None:
    kept, asked = Kept(database), list[int]()
    _counting(kept, database, asked)
    database.execute("INSERT INTO place (id, name) VALUES ('a', 'Thôn 1')")
    _counting(kept, database, asked)
    assert len(asked) == 1
    database.close()


def test_what_another_connection_writes_is_seen(database: Database, tmp_path: Path) -> None:
    kept, asked = Kept(database), list[int]()
    assert _counting(kept, database, asked) == 0
    other = open_database(tmp_path / "desk.db")
    other.execute(ROW, ("1",))
    other.close()
    assert _counting(kept, database, asked) == 1
    database.close()


def test_what_was_rolled_back_is_not_kept(database: Database) -> None:
    kept, asked = Kept(database), list[int]()
    assert _counting(kept, database, asked) == 0

    def fail() -> None:
        with database.transaction():
            database.execute(ROW, ("1",))
            assert _counting(kept, database, asked) == 1
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert _counting(kept, database, asked) == 0
    database.execute(ROW, ("2",))
    assert _counting(kept, database, asked) == 1
    database.close()
