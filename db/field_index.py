"""The index of the log by field, left out while so much arrives that building it once afterwards is cheaper.

Both happen inside the one transaction of the import, so that nobody ever meets a log without it.
"""

from db.connection import Database

CREATE = "CREATE INDEX operation_of_field ON operation (entity, field)"
_WORTH_IT = 50_000
_SORTING_CACHE = 16_000  # kB: sorting takes as much again as the cache may hold


class FieldIndex:
    """`expected` operations are announced, `held` stand in the log already."""

    def __init__(self, database: Database, expected: int, held: int) -> None:
        self._database = database
        self._may_leave_out = expected >= _WORTH_IT and expected >= held
        self._is_left_out = False

    def leave_out(self) -> None:
        """Where that is worth it, and once only: until something asks for it nothing needs it."""
        if self._may_leave_out:
            self._database.execute("DROP INDEX operation_of_field")
            self._may_leave_out, self._is_left_out = False, True

    def put_back(self) -> None:
        """Builds the index again where it was left out, and lets SQLite look at the table anew."""
        if self._is_left_out:
            with self._database.cache_of(_SORTING_CACHE):
                self._database.execute(CREATE)
            # What was known of its shape went with it, and what is known of the table is from before all this.
            self._database.execute("PRAGMA analysis_limit = 1000")
            self._database.execute("ANALYZE operation")
            self._is_left_out = False
