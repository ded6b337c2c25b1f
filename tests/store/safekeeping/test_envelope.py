"""The key envelope: what is not this program's format is refused, and a cost no computer should be asked for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from visitplanner.domain.core.errors import Refused
from visitplanner.store.safekeeping.envelope import MINIMUM, Cost, parsed, seal

KEY = bytes(range(32))


@pytest.mark.parametrize(("passes", "memory_kib", "lanes"), [(1, 8, 1), (100, 8, 1), (1, 2**21, 1), (1, 128, 16), (3, 65_536, 4)])
def test_every_cost_up_to_its_bounds_is_computed(passes: int, memory_kib: int, lanes: int) -> None:
    assert Cost(passes, memory_kib, lanes).passes == passes


@pytest.mark.parametrize(
    ("passes", "memory_kib", "lanes"),
    [(0, 8, 1), (101, 8, 1), (1, 7, 1), (1, 2**21 + 1, 1), (1, 8, 0), (1, 2**20, 17), (1, 15, 2), (101, 2**22, 17)],
)
def test_a_cost_beyond_any_bound_is_never_computed(passes: int, memory_kib: int, lanes: int) -> None:
    with pytest.raises(ValueError, match="cost"):
        Cost(passes, memory_kib, lanes)


def changed(**parts: Any) -> bytes:
    sealed = seal(KEY, "通行碼", MINIMUM, demonstration=False)
    return json.dumps({**json.loads(sealed.to_json()), **parts}).encode()


def test_what_was_sealed_opens_with_its_passphrase_only() -> None:
    envelope = parsed(changed(), Path("office.key"))
    assert envelope.key("通行碼") == KEY
    with pytest.raises(Refused, match="passphrase is wrong"):
        envelope.key("通行 碼")


@pytest.mark.parametrize("parts", [{"format": 2}, {"kdf": "scrypt"}, {"passes": 101}, {"lanes": 0}, {"salt": "xyz"}])
def test_an_envelope_of_another_format_is_refused_by_name_and_not_computed(parts: dict[str, Any]) -> None:
    with pytest.raises(Refused, match="key file of the database is damaged") as refusal:
        parsed(changed(**parts), Path("office.key"))
    assert "office.key" in str(refusal.value.where)


def test_an_envelope_without_end_is_refused_unread() -> None:
    with pytest.raises(Refused, match="damaged"):
        parsed(changed() + b" " * 16_384, Path("office.key"))


@pytest.mark.parametrize("passphrase", ["", "通行碼"])
def test_only_demonstration_data_may_be_open_to_everybody(passphrase: str) -> None:
    assert seal(KEY, passphrase, MINIMUM, demonstration=True).empty is (passphrase == "")
    if not passphrase:
        with pytest.raises(Refused, match="passphrase is needed"):
            seal(KEY, passphrase, MINIMUM, demonstration=False)
