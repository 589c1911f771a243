"""An officer's request, and the permit of a lead whom the upper level permitted."""

from dataclasses import replace
from typing import Any

from ntm_desktop.domain.devices import DeviceRole
from ntm_desktop.exchange import keys
from ntm_desktop.exchange.enrolment import Issuer, Permit, Request, sign_permit
from tests.exchange.packages import SEED, UPPER_SEED

LEAD_SEED = bytes([5]) * 32
COMMUNE: dict[str, Any] = {"place_code": "xa-ia-toi", "place_id": "ab" * 16, "place_name": "Xã Ia Tơi"}
DISTRICT: dict[str, Any] = {"place_code": "huyen-ia-hdrai", "place_id": "cd" * 16, "place_name": "Huyện Ia H'Drai"}

REQUEST = Request(
    device="1f3a99c0de51b2a7",
    public_key=keys.public_key(SEED),
    role=DeviceRole.OFFICER,
    name="Rơ Châm H'Lan",
    created_at=1_644_048_000,
    **COMMUNE,
)
LEAD_REQUEST = replace(REQUEST, device="2" * 16, public_key=keys.public_key(LEAD_SEED), role=DeviceRole.LEAD)
LEAD = Issuer("2" * 16, keys.public_key(LEAD_SEED), role=DeviceRole.LEAD, name="Rơ Châm H'Lan", **COMMUNE)
UPPER = Issuer("3" * 16, keys.public_key(UPPER_SEED), role=DeviceRole.UPPER_LEVEL, name="A Nam", **DISTRICT)
LEAD_PERMIT = sign_permit(
    Permit(LEAD_REQUEST, role=DeviceRole.LEAD, issuer=UPPER, issued_at=1_644_048_050, **COMMUNE), UPPER_SEED
)
PERMIT = Permit(
    REQUEST, role=DeviceRole.OFFICER, issuer=LEAD, issued_at=1_644_048_100, chain=(LEAD_PERMIT,), **COMMUNE
)
