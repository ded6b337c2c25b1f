"""Step 0003: what older programs kept in settings becomes records, in the journal too; what cannot be read stays."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.store.acts import TODAY
from tests.store.conftest import Opener
from tests.store.migrations.test_migrations import database_at
from visitplanner.domain.calendar.office_days import CLOSURES, OFFICE_CALENDARS
from visitplanner.domain.core.form_drafts import FORM_DRAFTS
from visitplanner.domain.core.supply import CustomerClass, TariffOption, Voltage
from visitplanner.domain.planning.year.approvals import APPROVALS, ApprovalState, Signer
from visitplanner.domain.planning.year.savings import SAVINGS
from visitplanner.domain.tariffs.bills.drafts import TARIFF_DRAFTS, PriceEdit, PriceKey, Rise
from visitplanner.domain.tariffs.books.seasons import Season
from visitplanner.services.core.codec import written
from visitplanner.services.core.reference_data import ReferenceData
from visitplanner.store import creation, migrations, sql
from visitplanner.store.migrations.kept_in_settings import MOVERS, Mover
from visitplanner.store.work import SqlWork

CUSTOMER, VISIT, PERSON = (f"00000000-0000-4000-8000-00000000000{digit}" for digit in "3b9")
DAY, OTHER_DAY = dt.date(2026, 4, 1), dt.date(2026, 4, 2)
APPROVAL = {
    "proposed_on": "2026-01-05",
    "published_on": "2026-01-20",
    "signatures": [{"signer": signer.value, "name": "某某", "on": "2026-01-06"} for signer in Signer],
    "visits": {VISIT: {"subject": CUSTOMER, "day": "2026-05-06", "leader": PERSON}},
}
CALENDAR = {"year": 2027, "source": "116年辦公日曆表", "working": ["2027-01-04"], "remarks": {"2027-01-01": "元旦"}}
DRAFT = {
    "id": "0a1b2c3d",
    "title": "甲案",
    "based_on": "2026-01-05",
    "first": "2027-01-01",
    "dated": "2026-01-05",
    "source": "審議會",
    "rises": {"general": ["5.5", "2"]},
    "edits": {"general": [["HV", "two_stage", "energy", 0, 1, "7.50"]]},
}
SETTINGS: dict[str, Any] = {
    "plan_approval:2026": APPROVAL,
    "calendars": [2027],
    "calendar:2027": CALENDAR,
    "closures": {DAY.isoformat(): "颱風", OTHER_DAY.isoformat(): "停電"},
    "tariff_drafts": [DRAFT, {**DRAFT, "id": "ffffffff", "title": "乙案", "rises": {}, "edits": {}}],
    "portfolio_savings": {CUSTOMER: "1200.50"},
    f"record_draft:{VISIT}": {"notes": "寫到一半"},
    "reply_within": 5,
    "planning_weights": {"trips": "much"},
}
REAL = {"office", "reply_within", "planning_weights"}


KEPT_ENTRIES = 'SELECT number, change_set_id, kind, record_id, "before", "after" FROM change_entries'


def ident(number: int) -> str:
    return str(UUID(int=0xABC000 + number))


def keep(made: sql.Engine, settings: dict[str, str]) -> None:
    """Put settings in as an older program wrote them; the values are JSON text."""
    for number, (key, value) in enumerate(settings.items()):
        sql.driver(made).execute(
            "INSERT INTO settings (id, version, key, value) VALUES (?, 3, ?, ?)", (ident(number), key, value)
        )


def journalled(made: sql.Engine, number: int, label: str, *changes: tuple[str, Any, Any]) -> str:
    """A change set of an older program: (key, value before, value after) of settings."""
    driver = sql.driver(made)
    change_set = ident(1000 * number)
    head = (number, change_set, "2026-05-06T01:02:03.000000+00:00", label)
    driver.execute("INSERT INTO change_sets VALUES (?, ?, ?, ?, '', '{}', '[]', NULL)", head)
    for key, *sides in changes:
        owner = ident(list(SETTINGS).index(key))
        texts = [None if v is None else written({"id": owner, "version": 1, "key": key, "value": v}) for v in sides]
        driver.execute(
            "INSERT INTO change_entries (change_set_id, kind, record_id, before, after) VALUES (?, 'settings', ?, ?, ?)",
            (change_set, owner, *texts),
        )
    return change_set


def rows(made: sql.Engine, asked: str) -> list[Any]:
    return sql.driver(made).execute(asked).fetchall()


@pytest.fixture
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    made = database_at(getattr(request, "param", "0002"), tmp_path / "old.db")
    yield made
    made.dispose()


@pytest.mark.parametrize("old", ["0001", "0002"], indirect=True)
def test_every_setting_that_was_a_record_becomes_one_and_the_others_stay(old: sql.Engine) -> None:
    keep(old, {key: written(value) for key, value in SETTINGS.items()})
    creation.migrate(old)
    assert sql.findings(sql.driver(old)) == []
    assert {key for (key,) in rows(old, "SELECT key FROM settings")} == REAL
    with sql.reading(old) as connection:
        work = SqlWork(connection, ReferenceData(), lambda: TODAY)
        (approval,) = work.shelf(APPROVALS).find()
        assert (approval.year, approval.state, approval.published_on) == (2026, ApprovalState.PUBLISHED, dt.date(2026, 1, 20))
        assert [(place.visit_id, place.day) for place in approval.visits] == [(UUID(VISIT), dt.date(2026, 5, 6))]
        (calendar,) = work.shelf(OFFICE_CALENDARS).find()
        assert calendar.calendar.source == "116年辦公日曆表"
        assert (calendar.working, calendar.remarks) == ({dt.date(2027, 1, 4)}, {dt.date(2027, 1, 1): "元旦"})
        assert [(closure.day, closure.reason) for closure in work.shelf(CLOSURES).find()] == [(DAY, "颱風"), (OTHER_DAY, "停電")]
        first, second = work.shelf(TARIFF_DRAFTS).find()
        assert (first.code, first.title, second.code) == ("0a1b2c3d", "甲案", "ffffffff")
        assert first.rises == {CustomerClass.GENERAL: Rise(Decimal("5.5"), Decimal(2))}
        key = PriceKey(Voltage.HIGH, TariffOption.TWO_STAGE, "energy", Season.SUMMER, 1)
        assert first.edits == (PriceEdit(CustomerClass.GENERAL, key, Decimal("7.50")),)
        assert [(saving.customer_id, saving.ntd) for saving in work.shelf(SAVINGS).find()] == [
            (UUID(CUSTOMER), Decimal("1200.50"))
        ]
        (draft,) = work.shelf(FORM_DRAFTS).find()
        assert (draft.form, draft.about_id, draft.content) == ("visit_record", UUID(VISIT), {"notes": "寫到一半"})
        assert migrations.left_in_settings(connection) == []


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("plan_approval:2026", "{"),
        ("plan_approval:2026", "[]"),
        ("plan_approval:2026", written({**APPROVAL, "signatures": [{"signer": "nobody", "name": "", "on": "2026-01-06"}]})),
        ("plan_approval:2026", written({**APPROVAL, "proposed_on": "115/1/5"})),
        ("plan_approval:2026", "[" * 100_000),
        ("calendars", '"2027"'),
        ("calendars", "[2027]"),
        ("calendar:2027", written(CALENDAR)),
        ("closures", '["2026-04-01"]'),
        ("closures", '{"20260401":"颱風"}'),
        ("tariff_drafts", '{"a":1}'),
        ("tariff_drafts", written([{**DRAFT, "rises": {"general": ["NaN", "2"]}}])),
        ("tariff_drafts", written([{**DRAFT, "id": "same"}])),
        ("portfolio_savings", '{"nobody":"12"}'),
        ("portfolio_savings", f'{{"{CUSTOMER}":12.5}}'),
        ("portfolio_savings", f'{{"{VISIT}":"12"}}'),
        (f"record_draft:{VISIT}", "[1,2]"),
        ("record_draft:here", "{}"),
    ],
)
def test_what_cannot_be_read_stays_a_setting_as_it_is_and_is_named(old: sql.Engine, key: str, value: str) -> None:
    keep(old, {key: value})
    creation.migrate(old)
    assert rows(old, f"SELECT version, value FROM settings WHERE key = '{key}'") == [(3, value)]
    with sql.reading(old) as connection:
        assert migrations.left_in_settings(connection) == [key]
    tables = ("approvals", "office_calendars", "closures", "tariff_drafts", "savings", "form_drafts")
    assert [rows(old, f"SELECT count(*) FROM {table}") for table in tables] == [[(0,)]] * len(tables)


def test_of_a_setting_that_can_be_read_in_part_only_the_rest_stays(old: sql.Engine) -> None:
    keep(
        old,
        {
            "closures": written({DAY.isoformat(): "颱風", "someday": "停電"}),
            "tariff_drafts": written([DRAFT, {"id": "lost"}, DRAFT]),
            "calendars": "[2026,2027]",
            "calendar:2027": written(CALENDAR),
        },
    )
    creation.migrate(old)
    left = {key: json.loads(value) for key, value in rows(old, "SELECT key, value FROM settings WHERE key <> 'office'")}
    assert left == {"closures": {"someday": "停電"}, "tariff_drafts": [{"id": "lost"}, DRAFT], "calendars": [2026]}
    assert rows(old, "SELECT day FROM closures") == [(DAY.isoformat(),)]
    assert rows(old, "SELECT title, ordinal FROM tariff_drafts") == [("甲案", 1)]


def test_what_was_done_before_can_still_be_taken_back(old: sql.Engine) -> None:
    keep(old, {key: written(value) for key, value in SETTINGS.items()})
    proposed = {**APPROVAL, "signatures": [], "published_on": None}
    journalled(old, 11, "ProposePlan", ("plan_approval:2026", None, proposed))
    journalled(old, 12, "PublishPlan", ("plan_approval:2026", proposed, APPROVAL))
    journalled(old, 13, "ImportCalendar", ("calendar:2027", None, CALENDAR), ("calendars", None, [2027]))
    journalled(old, 14, "AddClosure", ("closures", {OTHER_DAY.isoformat(): "停電"}, SETTINGS["closures"]))
    journalled(old, 15, "CreateDraft", ("tariff_drafts", SETTINGS["tariff_drafts"][:1], SETTINGS["tariff_drafts"]))
    journalled(old, 16, "KeepSavings", ("portfolio_savings", {CUSTOMER: "5"}, SETTINGS["portfolio_savings"]))
    creation.migrate(old)
    kinds = [kind for (kind,) in rows(old, "SELECT kind FROM change_entries WHERE kind <> 'people' ORDER BY number")]
    assert kinds == ["approvals", "approvals", "office_calendars", "closures", "tariff_drafts", "savings"]
    with sql.writing(old) as connection:
        work = SqlWork(connection, ReferenceData(), lambda: TODAY)
        for number in (16, 15, 14, 13, 12):
            work.revert(UUID(ident(1000 * number)))
        assert [saving.ntd for saving in work.shelf(SAVINGS).find()] == [Decimal(5)]
        assert [draft.title for draft in work.shelf(TARIFF_DRAFTS).find()] == ["甲案"]
        assert [closure.day for closure in work.shelf(CLOSURES).find()] == [OTHER_DAY]
        assert work.shelf(OFFICE_CALENDARS).find() == []
        assert [approval.state for approval in work.shelf(APPROVALS).find()] == [ApprovalState.PROPOSED]
        work.revert(UUID(ident(11_000)))
        assert work.shelf(APPROVALS).find() == []


def test_drafts_of_forms_leave_the_journal_and_with_them_the_sets_that_held_nothing_else(old: sql.Engine) -> None:
    key = f"record_draft:{VISIT}"
    for number in range(11, 16):
        journalled(old, number, "KeepDraft", (key, {"notes": "x" * number}, {"notes": "x" * (number + 1)}))
    journalled(old, 16, "KeepRecord", (key, {"notes": "x"}, None), ("reply_within", 5, 6))
    creation.migrate(old)
    assert rows(old, "SELECT label FROM change_sets ORDER BY number") == [("ImportStaff",), ("KeepRecord",)]
    assert rows(old, "SELECT kind FROM change_entries ORDER BY number") == [("people",), ("settings",)]


def test_a_change_of_a_setting_that_cannot_be_read_stays_in_the_journal(old: sql.Engine) -> None:
    journalled(old, 11, "AddClosure", ("closures", None, {"someday": "颱風"}))
    before = rows(old, KEPT_ENTRIES)
    creation.migrate(old)
    assert rows(old, KEPT_ENTRIES) == before


def test_an_opened_office_says_what_an_older_program_left_unreadable(opening: Opener) -> None:
    office = opening()
    assert office.check() == []
    sql.driver(office._engine).execute(
        "INSERT INTO settings (id, version, key, value) VALUES (?, 1, 'closures', '{')", (ident(1),)
    )
    office.close()
    told = [str(message) for message in opening().check()]
    assert told == ["What an older version kept as closures could not be read; it is kept as it was."]


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text()
    | st.sampled_from(["2026-04-01", CUSTOMER]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text() | st.just("2026-04-01"), inner, max_size=4),
    max_leaves=12,
)
KEYS = {"approvals": "plan_approval:2026", "office_calendars": "calendar:2027", "form_drafts": f"record_draft:{VISIT}"}


@given(value=JSON, mover=st.sampled_from(MOVERS))
def test_whatever_a_setting_holds_every_part_of_it_is_a_record_or_stays(value: Any, mover: Mover) -> None:
    found = mover.moved(CUSTOMER, KEYS.get(mover.kind, mover.key.pattern), value)
    many = isinstance(value, dict | list) and mover.kind not in KEYS
    if many and isinstance(value, dict) is isinstance(found.rest or value, dict):
        assert len(found.records) + (0 if found.rest is None else len(found.rest)) == len(value)
    elif value is not None:
        assert bool(found.records) is (found.rest is None)
