"""The register asks for the part a table wants, in its order, and closes a case only as it was shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.builders import SmallOffice, new_office
from tests.ui.straight import Straight
from visitplanner.domain.core.errors import Stale
from visitplanner.domain.follow_ups.follow_ups import FollowUpState, Window
from visitplanner.services.core.subjects import AccountSubject
from visitplanner.services.follow_ups.follow_ups import FollowUpRow, Raised, RaiseFollowUp, UpdateFollowUp
from visitplanner.services.follow_ups.register import CaseOrder, WhichCases
from visitplanner.store.office import SqlOffice
from visitplanner.ui.core.paged_rows import Wanted
from visitplanner.ui.follow_ups.presenter import FollowUpsPresenter, Register, next_states

TEXTS = ["停電", "契約", "電費", "變壓器"]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SqlOffice]:
    made = new_office(tmp_path / "office")
    small = SmallOffice()
    small.keep(made)
    subject = made.ask(AccountSubject(small.large.account))
    for number, text in enumerate(TEXTS):
        made.do(RaiseFollowUp(subject, Raised(text, Window.BUSINESS, None, dt.date(2026, 4, 1 + number))))
    yield made
    made.close()


class View:
    def __init__(self) -> None:
        self.shown: list[tuple[Wanted, Register]] = []

    def show_register(self, wanted: Wanted, register: Register) -> None:
        self.shown.append((wanted, register))

    def show_board(self, rows: Sequence[FollowUpRow]) -> None:
        raise NotImplementedError


def asked(office: SqlOffice, wanted: Wanted) -> list[str]:
    view = View()
    FollowUpsPresenter(Straight(office).owned, view, str).ask(wanted)
    ((told, register),) = view.shown
    assert told == wanted
    return [row.follow_up.text for row in register.page.rows]


def test_a_sorted_register_comes_upward_and_downward_and_in_parts(office: SqlOffice) -> None:
    by_due = Wanted(which=WhichCases.OPEN, sort=CaseOrder.DUE.value)
    assert asked(office, by_due) == TEXTS
    down = Wanted(which=WhichCases.OPEN, sort=CaseOrder.DUE.value, descending=True)
    assert asked(office, down) == TEXTS[::-1]
    assert asked(office, Wanted(which=WhichCases.OPEN, sort=CaseOrder.DUE.value, first=1, count=2)) == TEXTS[1:3]
    assert asked(office, Wanted(which=WhichCases.OPEN, text="契約")) == ["契約"]


def test_a_case_somebody_else_changed_meanwhile_is_not_closed_over_it(office: SqlOffice) -> None:
    view, session = View(), Straight(office)
    presenter = FollowUpsPresenter(session.owned, view, str)
    presenter.ask(Wanted(which=WhichCases.OPEN, text="契約"))
    row, owner = view.shown[0][1].page.rows[0], view.shown[0][1].people[0].id
    for state in (FollowUpState.IN_PROGRESS, FollowUpState.REPLIED):
        office.do(UpdateFollowUp(row.follow_up.id, note="已函復", state=state, owner_id=owner))
    presenter.close(row)
    assert [type(refusal) for refusal in session.refused] == [Stale]
    presenter.ask(Wanted(which=WhichCases.OPEN, text="契約"))
    presenter.close(view.shown[1][1].page.rows[0])
    assert len(session.refused) == 1
    assert asked(office, Wanted(which=WhichCases.OPEN, text="契約")) == []


@pytest.mark.parametrize("state", FollowUpState)
def test_every_state_offers_itself_first_and_nothing_twice(state: FollowUpState) -> None:
    offered = next_states(state)
    assert offered[0] is state and len(set(offered)) == len(offered)
