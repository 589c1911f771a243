"""Whether this laptop has a recovery key in a safe somewhere, and since when."""

from db.repositories import review as rows
from ntm_desktop.services.make_recovery_key import read_wrapped
from ntm_desktop.services.open_desk import OpenDesk


def recovery_key_since(desk: OpenDesk) -> int | None:
    """When the key that counts now was made (seconds); None where there is none.

    What it opens is wrapped anew from time to time without the paper; the key stays the same.
    """
    made = [(read_wrapped(value), at) for value, at in rows.list_recovery_values(desk.database, desk.desk.device)]
    keys = [(found[0], at) for found, at in made if found is not None]
    return min((at for key, at in keys if key == keys[-1][0]), default=None) if keys else None
