"""Automatic backups: made when something changed, thinned by a rule, never from a damaged file, and tried out."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.store.acts import TODAY, Doing, add_customers
from tests.store.conftest import PASSPHRASE, Opener
from visitplanner.domain.core.errors import Refused
from visitplanner.services.core.reference_data import ReferenceData
from visitplanner.services.office.backup_settings import ChooseBackupFolder, ChosenBackupFolder
from visitplanner.store import office as store
from visitplanner.store import sql
from visitplanner.store.safekeeping import keeping
from visitplanner.store.safekeeping.keeping import ALL, AUTOMATIC, automatic, thinned

NOW = dt.datetime(2026, 11, 30, 12, tzinfo=dt.UTC)
MOMENTS = st.lists(st.integers(0, 400 * 24 * 60).map(lambda minutes: NOW - dt.timedelta(minutes=minutes)), max_size=120)


@given(MOMENTS)
def test_thinning_keeps_what_the_rule_says_and_nothing_twice(moments: list[dt.datetime]) -> None:
    kept = thinned(moments, NOW)
    assert kept <= set(moments)
    assert {moment for moment in moments if NOW - moment <= ALL} <= kept
    assert not moments or max(moments) in kept
    assert len([moment for moment in kept if NOW - moment > ALL]) <= 7 + 4 + 6
    assert thinned(kept, NOW) == kept, "a second time nothing more goes"


@given(MOMENTS, st.integers(0, 119))
def test_a_newer_backup_never_makes_an_older_day_reappear(moments: list[dt.datetime], more: int) -> None:
    """What was thinned away stays away: the rule asks for nothing that is gone."""
    kept = thinned(moments, NOW)
    later = NOW + dt.timedelta(hours=more)
    assert thinned({*kept, later}, later) <= kept | {later}


def test_half_a_year_of_half_hours_leaves_days_weeks_and_months() -> None:
    kept: set[dt.datetime] = set()
    first, moment = NOW - dt.timedelta(days=200), NOW - dt.timedelta(days=200)
    while moment <= NOW:
        kept = thinned({*kept, moment}, moment)
        moment += dt.timedelta(minutes=30)
    older = sorted(moment for moment in kept if NOW - moment > ALL)
    assert len(kept) - len(older) == 97, "two days, every half hour"
    assert {moment.month for moment in older} >= {6, 7, 8, 9, 10}, "the end of each month"
    assert len({moment.date() for moment in kept}) >= 7 and first not in kept
    assert len(older) <= 17


def test_a_backup_is_made_only_when_something_changed(opening: Opener, folder: Path) -> None:
    office = opening()
    assert office.back_up_when_changed() is None, "nothing was kept yet"
    office.do(add_customers(2))
    made = office.back_up_when_changed()
    assert made is not None and made.verified and made.file.parent == folder / "backups"
    assert office.back_up_when_changed() is None
    office.do(add_customers(1, first=50))
    assert office.back_up_when_changed() is not None
    assert [each.file.name.startswith(AUTOMATIC) for each in office.backups()] == [True, True]


def test_an_import_is_preceded_by_a_backup(opening: Opener) -> None:
    class ImportSomething(Doing):
        BACKED_UP_FIRST = 0

    office = opening()
    office.do(add_customers(2))
    office.do(ImportSomething(lambda work: work.set_setting("a", 1)))
    (before,) = office.backups()
    assert office.rehearse(before.file).unchanged is False
    manifest = keeping.manifest_of(before.file)
    assert manifest is not None and manifest.changes == 1 and manifest.rows["settings"] == 0


def test_many_loads_in_a_row_are_preceded_by_one_backup(opening: Opener) -> None:
    class ImportOneLoad(Doing):
        BACKED_UP_FIRST = 30

    office = opening()
    office.do(add_customers(2))
    for number in range(3):
        office.do(ImportOneLoad(lambda work, number=number: work.set_setting("a", number)))
    assert len(office.backups()) == 1


def test_demonstration_data_are_not_backed_up(tmp_path: Path) -> None:
    office = store.create_office(tmp_path, "", demonstration=True, known=ReferenceData(), today=lambda: TODAY)
    office.do(add_customers(2))
    assert office.back_up_when_changed() is None and office.backups() == []
    office.close()


def test_a_damaged_database_makes_no_backup_and_the_older_ones_stay(opening: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    office = opening()
    for number in range(3):
        office.do(add_customers(1, first=10 * number + 1))
        office.back_up_when_changed()
    before = office.backups()
    office.do(add_customers(1, first=90))
    monkeypatch.setattr(keeping, "thinned", lambda moments, now: set[dt.datetime]())
    monkeypatch.setattr(sql, "findings", lambda _: ["page 3: HMAC"])
    with pytest.raises(Refused, match="did not pass its check"):
        office.back_up_when_changed()
    assert office.backups() == before


def test_a_copy_that_differs_in_one_value_is_no_backup(opening: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As many rows as the source, but not the same: the hashes of the rows tell."""
    office = opening()
    office.do(add_customers(3))
    real = store.backup.dialect.copy

    def copy(source: object, path: Path, key: bytes) -> None:
        real(source, path, key)
        copied = sql.connect(path, key)
        copied.execute("UPDATE customers SET address = 'x' WHERE account = '05000000002'")
        copied.close()

    monkeypatch.setattr(store.backup.dialect, "copy", copy)
    with pytest.raises(Refused, match="did not pass its check"):
        office.back_up(tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_only_automatic_backups_are_thinned(opening: Opener, folder: Path) -> None:
    office = opening()
    office.do(add_customers(1))
    asked_for = office.back_up(folder / "backups").file
    old = [
        folder / "backups" / f"{AUTOMATIC}2024{month:02}{day:02}-120000.vpbackup" for month in range(1, 13) for day in (3, 9, 20)
    ]
    for path in old:
        path.write_bytes(b"x")
    stranger = folder / "backups" / f"{AUTOMATIC}of-my-aunt.vpbackup"
    stranger.touch()
    assert office.back_up_when_changed() is not None
    left = set((folder / "backups").iterdir())
    assert {asked_for, stranger} <= left
    assert sum(path in left for path in old) == 9, "the newest of 7 days, and the last of 6 months"


def test_the_chosen_folder_is_used_and_while_it_is_away_the_one_beside_the_database(
    opening: Opener, folder: Path, tmp_path: Path
) -> None:
    office = opening()
    with pytest.raises(Refused, match="no such folder"):
        office.do(ChooseBackupFolder(tmp_path / "stick"))
    (tmp_path / "stick").mkdir()
    office.do(ChooseBackupFolder(tmp_path / "stick"))
    assert office.ask(ChosenBackupFolder()) == tmp_path / "stick"
    made = office.back_up_when_changed()
    assert made is not None and made.file.parent == tmp_path / "stick"
    (tmp_path / "stick").rename(tmp_path / "pulled out")
    again = office.back_up_when_changed()
    assert again is not None and again.file.parent == folder / "backups"
    office.do(ChooseBackupFolder(None))
    assert office.ask(ChosenBackupFolder()) is None


def test_a_rehearsal_restores_compares_and_leaves_nothing(opening: Opener, folder: Path) -> None:
    office = opening()
    office.do(add_customers(5))
    made = office.back_up_when_changed()
    assert made is not None
    before = sorted(path.name for path in folder.iterdir())
    rehearsal = office.rehearse(made.file)
    assert (rehearsal.rows, rehearsal.unchanged) == (made.total, True)
    assert sorted(path.name for path in folder.iterdir()) == before
    office.change_passphrase(PASSPHRASE, "另一個通行碼")
    assert office.rehearse(made.file).unchanged, "the key is the same, whatever the passphrase was"
    content = bytearray(made.file.read_bytes())
    content[len(content) // 2] ^= 1
    made.file.write_bytes(content)
    with pytest.raises(Refused, match="damaged"):
        office.rehearse(made.file)
    assert automatic(folder / "backups")[0].size == len(content), "a bad backup is not removed"
