"""Every change goes one path: told, undoable, and its topics announced."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

from tests.builders import SmallOffice
from visitplanner import i18n
from visitplanner.domain.core.errors import Refused, Stopped
from visitplanner.domain.core.messages import said
from visitplanner.domain.customers.customers import GROUPS, Group
from visitplanner.services.core.outcome import Outcome, Topic
from visitplanner.services.core.work import Work
from visitplanner.services.customers.groups import AddGroup, GroupList
from visitplanner.services.office.context import Context
from visitplanner.ui.core.jobs import Commission, Inline, Job
from visitplanner.ui.core.session import Notice, Session
from visitplanner.ui.core.style import Tone


class Heard:
    """A session and everything it said."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.session = Session(context.office, Inline(), i18n.language())
        self.owner = QWidget()
        self.notices: list[Notice] = []
        self.topics: list[frozenset[Topic]] = []
        self.session.noticed.connect(self.notices.append)
        self.session.changed.connect(self.topics.append)

    def groups(self) -> list[str]:
        return [row.group.name for row in self.context.office.ask(GroupList())]


@pytest.fixture
def heard(qapp: object, context: Context) -> Heard:
    return Heard(context)


def test_a_change_is_told_and_its_topics_announced(heard: Heard) -> None:
    heard.session.do(AddGroup("新集團"))
    assert heard.groups() == ["新集團"]
    assert heard.topics == [frozenset({Topic.CUSTOMERS})]
    assert [(notice.text, notice.undoable) for notice in heard.notices] == [("已儲存。", True)]


def test_a_change_is_taken_back_and_done_again(heard: Heard) -> None:
    heard.session.do(AddGroup("新集團"))
    heard.session.undo()
    assert heard.groups() == []
    assert not heard.session.can_undo
    assert heard.session.can_redo
    heard.session.redo()
    assert heard.groups() == ["新集團"]
    heard.session.undo()
    assert heard.groups() == []


def test_a_new_change_ends_what_could_be_done_again(heard: Heard) -> None:
    heard.session.do(AddGroup("甲集團"))
    heard.session.undo()
    heard.session.do(AddGroup("乙集團"))
    assert not heard.session.can_redo


def test_undo_is_refused_in_one_sentence_when_the_record_changed_since(heard: Heard) -> None:
    heard.session.do(AddGroup("甲集團"))
    group = heard.context.office.ask(GroupList())[0].group
    heard.context.office.do(Rename(group, "丙集團"))
    heard.session.undo()
    assert heard.notices[-1].tone is Tone.DANGER
    assert heard.groups() == ["丙集團"]


@dataclass(frozen=True)
class Rename:
    group: Group
    name: str

    def carry_out(self, work: Work) -> Outcome[None]:
        kept = work.shelf(GROUPS).get(self.group.id)
        work.shelf(GROUPS).change(Group(id=kept.id, version=kept.version, name=self.name))
        return Outcome(None)


@dataclass(frozen=True)
class Fail:
    error: Exception

    def carry_out(self, work: Work) -> Outcome[None]:
        raise self.error


def test_a_refusal_goes_to_the_form_that_asked(heard: Heard) -> None:
    refusals: list[Refused] = []
    heard.session.of(heard.owner).do(Fail(Refused(said("No customer is named."), field="subject")), refused=refusals.append)
    assert [refusal.field for refusal in refusals] == ["subject"]
    assert heard.notices == []


def test_a_refusal_nobody_takes_becomes_a_notice(heard: Heard) -> None:
    heard.session.do(Fail(Refused(said("No customer is named."))))
    assert [(notice.text, notice.tone) for notice in heard.notices] == [("尚未選擇用戶。", Tone.DANGER)]


def test_cancelled_work_is_said_calmly(heard: Heard) -> None:
    heard.session.do(Fail(Stopped()))
    assert heard.notices[0].text == "已取消，資料沒有變更。"


def test_a_fault_of_the_program_reaches_the_crash_hook(heard: Heard, monkeypatch: pytest.MonkeyPatch) -> None:
    faults: list[BaseException] = []
    monkeypatch.setattr(sys, "excepthook", lambda _kind, fault, _trace: faults.append(fault))
    heard.session.do(Fail(ZeroDivisionError()))
    assert [type(fault) for fault in faults] == [ZeroDivisionError]
    assert heard.notices == []


def test_undo_with_nothing_to_undo_does_nothing(heard: Heard, small: SmallOffice) -> None:
    heard.session.undo()
    heard.session.redo()
    assert heard.notices == []


class Later(Inline):
    """Does every task when it is told to, so that an owner can go meanwhile."""

    def __init__(self) -> None:
        self.waiting: list[Commission[Any]] = []

    def run(self, commission: Commission[Any]) -> Job:
        self.waiting.append(commission)
        return Job(commission)

    def arrive(self) -> None:
        """Do what waits now."""
        for commission in self.waiting:
            super().run(commission)


@pytest.fixture
def left(qapp: object, context: Context) -> tuple[Heard, Later]:
    """A session, and a form of it that is closed before anything arrives."""
    heard, later = Heard(context), Later()
    heard.session = Session(context.office, later, i18n.language())
    heard.session.noticed.connect(heard.notices.append)
    return heard, later


def test_a_change_is_told_although_its_form_is_gone(left: tuple[Heard, Later]) -> None:
    heard, later = left
    answers: list[object] = []
    heard.session.of(heard.owner).do(AddGroup("新集團"), answers.append, answers.append)
    heard.owner.show()
    heard.owner.close()
    later.arrive()
    assert heard.groups() == ["新集團"]
    assert answers == []
    assert [(notice.text, notice.undoable) for notice in heard.notices] == [("已儲存。", True)]
    assert heard.session.can_undo


def test_a_refusal_is_told_although_its_form_is_gone(left: tuple[Heard, Later]) -> None:
    heard, later = left
    answers: list[object] = []
    heard.session.of(heard.owner).do(Fail(Refused(said("No customer is named."))), answers.append, answers.append)
    heard.owner.show()
    heard.owner.close()
    later.arrive()
    assert answers == []
    assert [(notice.text, notice.tone) for notice in heard.notices] == [("尚未選擇用戶。", Tone.DANGER)]


def test_a_draft_is_kept_in_silence_although_its_form_is_gone(left: tuple[Heard, Later]) -> None:
    heard, later = left
    heard.session.put_by(AddGroup("新集團"))
    later.arrive()
    assert heard.groups() == ["新集團"]
    assert (heard.notices, heard.session.can_undo) == ([], False)


def test_nobody_asks_without_an_owner() -> None:
    """Only `Owned` hands answers to somebody, and it is made for an owner; the session alone takes nobody's callback."""
    for name, method in inspect.getmembers(Session, inspect.isfunction):
        if not name.startswith("_") and name != "failure":
            assert not [each for each in signature_of(method) if "Callable" in each], name
    assert signature_of(Session.of) == ["QObject", "Owned"]


def signature_of(method: Callable[..., object]) -> list[str]:
    """What a method takes and gives, as annotated."""
    return [str(each) for each in inspect.get_annotations(method).values()]
