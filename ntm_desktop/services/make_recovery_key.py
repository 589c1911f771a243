"""The recovery key of a laptop: made once for the safe, what it opens kept in the log, so that it travels.

The wrapped secrets are a field of the laptop itself ("recovery"): every backup holds them, and every laptop that
has heard of this one sends them back in the packages it seals to it.
"""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from db.operation_log import Change
from db.repositories import desk as settings
from db.repositories import exchange as packages
from ntm_desktop.exchange import recovery
from ntm_desktop.exchange.recovery import Secrets, TrustedSender
from ntm_desktop.exchange.sealing import can_seal_to
from ntm_desktop.services.open_desk import OpenDesk, json_text

FIELD = "recovery"
_COVERED = "recovery_covers"


def new_recovery_key(desk: OpenDesk) -> str:
    """The digits to be printed once for the safe; only their public half stays here."""
    text, recovery_key = recovery.new_recovery_key()
    _wrap(desk, recovery.public_half(recovery_key))
    return text


def renew_wrapped(desk: OpenDesk) -> None:
    """Wraps the secrets anew where permit or trust changed since: without the paper, before anything leaves."""
    public_key = next(iter(recovery_keys(desk, [desk.desk.device])), None)
    if public_key and settings.setting(desk.database, _COVERED) != _digest(secrets_of(desk)):
        _wrap(desk, public_key)


def recovery_keys(desk: OpenDesk, devices: Iterable[str]) -> list[str]:
    """The public halves of these laptops' recovery keys: whoever may open a package may do so from the paper."""
    found = (read_wrapped(desk.log.value(device, FIELD)) for device in devices)
    return [one[0] for one in found if one and can_seal_to(one[0])]


def read_wrapped(value: str) -> tuple[str, bytes] | None:
    """Public half and wrapped secrets as the log has them; None for what no program wrote."""
    try:
        found = json.loads(value)
        return str(found["key"]), bytes.fromhex(found["wrapped"])
    except (ValueError, TypeError, KeyError):
        return None


def secrets_of(desk: OpenDesk) -> Secrets:
    """What makes this laptop what it is, as far as the log does not say it."""
    return Secrets(
        bytes.fromhex(_setting(desk, "signing_key")),
        _setting(desk, "permit"),
        tuple(TrustedSender(*one) for one in packages.list_senders(desk.database)),
    )


def _wrap(desk: OpenDesk, public_key: str) -> None:
    secrets = secrets_of(desk)
    said = {"key": public_key, "wrapped": recovery.wrap(secrets, public_key).hex()}
    with desk.database.transaction():
        desk.log.write([Change("device", desk.desk.device, FIELD, json_text(said))], desk.desk.person)
        settings.save_setting(desk.database, _COVERED, _digest(secrets))


def _digest(secrets: Secrets) -> str:
    return hashlib.sha256(secrets.to_bytes()).hexdigest()


def _setting(desk: OpenDesk, name: str) -> Any:
    return settings.setting(desk.database, name, "")
