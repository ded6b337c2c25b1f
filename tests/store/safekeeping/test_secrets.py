"""The recovery key, a change of passphrase, and five wrong tries."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.store.acts import TODAY, accounts, add_customers
from tests.store.conftest import PASSPHRASE, Opener
from visitplanner.domain.core.errors import Refused
from visitplanner.services.core.reference_data import ReferenceData
from visitplanner.store import office as store
from visitplanner.store.safekeeping import tries
from visitplanner.store.safekeeping.envelope import GROUP, GROUPS, SIGNS, bare


class Passing:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.moment = dt.datetime(2026, 11, 30, 12, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        return self.moment

    def by(self, **passed: float) -> None:
        self.moment += dt.timedelta(**passed)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Passing:
    passing = Passing()
    monkeypatch.setattr(tries, "now", passing)
    return passing


def typed(shown: str) -> list[str]:
    """How a person may type a recovery key from paper."""
    wide = "".join(chr(ord(sign) + 0xFEE0) if sign != "-" else sign for sign in shown)
    return [shown, shown.lower(), shown.replace("-", ""), shown.replace("-", " "), f" {shown} ", wide]


def test_the_recovery_key_opens_however_it_is_typed_until_it_is_revoked(opening: Opener) -> None:
    office = opening()
    office.do(add_customers(1))
    assert not office.has_recovery_key
    shown = office.make_recovery_key(PASSPHRASE)
    assert office.has_recovery_key and len(shown) == GROUPS * GROUP + GROUPS - 1
    office.close()
    for text in typed(shown):
        again = opening(text)
        assert again.ask(accounts()) == ["05000000001"]
        again.close()
    last = opening()
    last.revoke_recovery_key(PASSPHRASE)
    last.close()
    with pytest.raises(Refused, match="passphrase is wrong"):
        opening(shown)
    assert opening().check() == []


def test_a_new_recovery_key_ends_the_older_one(opening: Opener) -> None:
    office = opening()
    first, second = office.make_recovery_key(PASSPHRASE), office.make_recovery_key(PASSPHRASE)
    office.close()
    with pytest.raises(Refused):
        opening(first)
    assert opening(second).schema


def test_a_forgotten_passphrase_is_replaced_by_the_recovery_key_which_stays(opening: Opener, folder: Path) -> None:
    office = opening()
    shown = office.make_recovery_key(PASSPHRASE)
    office.close()
    store.change_passphrase(folder, shown, "新的通行碼一二")
    opening("新的通行碼一二").close()
    assert opening(shown).has_recovery_key


def test_the_recovery_key_needs_the_passphrase_and_is_nowhere_kept(opening: Opener, folder: Path) -> None:
    office = opening()
    with pytest.raises(Refused, match="passphrase is wrong"):
        office.make_recovery_key("falsch")
    shown = office.make_recovery_key(PASSPHRASE)
    office.back_up_when_changed()
    office.close()
    kept = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert shown.encode() not in kept and bare(shown).encode() not in kept
    assert bare(f"{shown}0") == "" and bare("") == "" and len(SIGNS) == 32


def test_changing_the_passphrase_writes_no_page_and_takes_less_than_two_seconds(folder: Path) -> None:
    """At the cost of real data; the bound is the promise's, with room for a machine that is busy."""
    office = store.create_office(folder, PASSPHRASE, demonstration=False, known=ReferenceData(), today=lambda: TODAY)
    office.do(add_customers(300))
    office.close()
    before, begun = (folder / "visitplanner.db").read_bytes(), time.process_time()
    store.change_passphrase(folder, PASSPHRASE, "另一個通行碼")
    assert time.process_time() - begun < 2
    assert (folder / "visitplanner.db").read_bytes() == before


def wrong(opening: Opener, count: int) -> None:
    for _ in range(count):
        with pytest.raises(Refused, match="passphrase is wrong"):
            opening("falsch")


def test_after_five_wrong_tries_even_the_right_one_waits_a_quarter_of_an_hour(opening: Opener, clock: Passing) -> None:
    opening().close()
    wrong(opening, 5)
    with pytest.raises(Refused, match="Five wrong passphrases") as refusal:
        opening()
    assert refusal.value.mend is not None and refusal.value.mend.values == {"minutes": 15}
    clock.by(minutes=14, seconds=59)
    with pytest.raises(Refused, match="Five wrong passphrases"):
        opening()
    clock.by(seconds=1)
    opening().close()
    wrong(opening, 4)
    opening().close()


def test_one_more_wrong_try_after_the_wait_waits_again(opening: Opener, clock: Passing) -> None:
    opening().close()
    wrong(opening, 5)
    clock.by(minutes=15)
    wrong(opening, 1)
    with pytest.raises(Refused, match="Five wrong passphrases"):
        opening()


def set_back(clock: Passing, _file: Path) -> None:
    clock.by(days=-400)


def garbled(_clock: Passing, file: Path) -> None:
    file.write_bytes(b"{[")


@pytest.mark.parametrize("trick", [set_back, garbled])
def test_neither_the_clock_nor_a_garbled_count_shortens_the_wait(
    opening: Opener, clock: Passing, folder: Path, trick: Callable[[Passing, Path], None]
) -> None:
    opening().close()
    wrong(opening, 5)
    trick(clock, folder / tries.NAME)
    with pytest.raises(Refused, match="Five wrong passphrases"):
        opening()


def test_a_try_counts_although_the_program_ends_before_it_is_answered(folder: Path, clock: Passing) -> None:
    folder.mkdir()

    def killed() -> bytes:
        raise KeyboardInterrupt

    for _ in range(5):
        with pytest.raises(KeyboardInterrupt):
            tries.counted(folder, killed)
    with pytest.raises(Refused, match="Five wrong"):
        tries.counted(folder, lambda: b"key")


def test_demonstration_data_count_nothing(tmp_path: Path) -> None:
    store.create_office(tmp_path, "", demonstration=True, known=ReferenceData(), today=lambda: TODAY).close()
    assert not (tmp_path / tries.NAME).exists()
