"""Before the window: make a first database, look at demonstration data, or give the passphrase of the one that is there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QFrame, QLineEdit, QStackedLayout, QWidget

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.i18n import Language
from visitplanner.services.core.ports import SHORTEST_PASSPHRASE, Recovery
from visitplanner.services.office.context import Context
from visitplanner.ui.core import style
from visitplanner.ui.core.jobs import Commission, Runner
from visitplanner.ui.shell.recovery_page import RecoveryPage
from visitplanner.ui.widgets.fields import Field, Refusals
from visitplanner.ui.widgets.parts import button, card, column, holder, label, row


class Starter(Protocol):
    """What `bootstrap` can do before a context is open; each raises `Refused`."""

    @property
    def folder(self) -> Path:
        """Where the database is, or will be."""
        ...

    def exists(self) -> bool:
        """Whether there is a database."""
        ...

    def needs_passphrase(self) -> bool:
        """Whether it opens only with a passphrase."""
        ...

    def open(self, passphrase: str) -> Context:
        """Open it; raises `Refused` for a wrong passphrase."""
        ...

    def create(self, passphrase: str) -> Context:
        """Make it with a passphrase and open it."""
        ...

    def amiss(self, refusal: Refused | None = None) -> Recovery | None:
        """What is the matter with what lies in the folder; refusal: what opening it said. None when nothing is."""
        ...

    def recover(self, passphrase: str, file: Path | None) -> Context:
        """Put a backup in the place of a database that does not open, or (None) open it without its newest changes."""
        ...

    def demonstrate(self) -> Context:
        """Make and open one with demonstration data."""
        ...


class StartDialog(QDialog):
    """Ends accepted with `context` open, or rejected."""

    def __init__(self, starter: Starter, runner: Runner, language: Language, *, locked: bool = False) -> None:
        super().__init__()
        self._locked = locked
        self.context: Context | None = None
        self._starter = starter
        self._runner = runner
        self._text = language.text
        self._language = language
        self._general = label(role="refusal", wrap=True)
        self.setWindowTitle(self._text("Customer visit planning"))
        self.setMinimumWidth(style.look().px(560))
        self._pages = QStackedLayout()
        self._first, self._again, self._given = (secret() for _ in range(3))
        self.recovery = RecoveryPage(language, self._recover, self._leave)
        pages = (self._choice(), self._creation(), self._opening(), self.recovery)
        for page in pages:
            self._pages.addWidget(page)
        self.setLayout(
            column(label(self._text("Customer visit planning"), "title"), self._pages, margins=(32, 28, 32, 24), spacing=16)
        )
        amiss = starter.amiss()
        self._pages.setCurrentIndex(2 if starter.exists() else 0)
        if amiss is not None:
            self._show_amiss(amiss)

    def _choice(self) -> QWidget:
        text = self._text
        begin = button(text("Create the database"), kind="primary", on=self._to_creation)
        look = button(text("Look at demonstration data"), on=self.demonstrate)
        own = self._offer(
            text("Begin with your own office"),
            text("Makes an encrypted database on this computer; then import the customer list."),
            begin,
        )
        trial = self._offer(
            text("Try the program first"),
            text("An invented office with customers, a plan, visits and cases. Nothing in it is real."),
            look,
        )
        return holder(column(label(text("There is no database on this computer yet."), "muted"), own, trial, None, spacing=12))

    @staticmethod
    def _offer(title: str, about: str, action: QWidget) -> QFrame:
        return card(label(title, "section"), label(about, "muted", wrap=True), row(action, None))

    def _creation(self) -> QWidget:
        text = self._text
        hint = text("At least {count} characters. Nobody can open the data without it: keep it safe.", count=SHORTEST_PASSPHRASE)
        first = Field(text("&Passphrase"), self._first, hint)
        again = Field(text("Passphrase a&gain"), self._again)
        self._new_refusals = Refusals({"passphrase": first, "again": again}, self._general, self._language)
        verb = button(text("Create the database"), kind="primary", on=self.make_database)
        back = button(text("&Back"), on=self._to_choice)
        self._again.returnPressed.connect(self.make_database)
        where = label(text("It will lie in {folder}.", folder=str(self._starter.folder)), "caption", wrap=True)
        return holder(column(first, again, where, self._general, None, row(back, None, verb), spacing=12))

    def _opening(self) -> QWidget:
        text = self._text
        given = Field(text("&Passphrase"), self._given)
        self._below = label(role="refusal", wrap=True)
        self._open_refusals = Refusals({"passphrase": given}, self._below, self._language)
        verb = button(text("Open"), kind="primary", on=self.open_database)
        self._given.returnPressed.connect(self.open_database)
        told = (
            text("Locked: nobody was here for a while. What was typed is kept.")
            if self._locked
            else text("The database is encrypted.")
        )
        return holder(column(label(told, "muted", wrap=True), given, self._below, None, row(None, verb), spacing=12))

    @Slot()
    def _to_choice(self) -> None:
        self._new_refusals.clear()
        self._pages.setCurrentIndex(0)

    @Slot()
    def _to_creation(self) -> None:
        self._pages.setCurrentIndex(1)
        self._first.setFocus()

    @Slot()
    def make_database(self) -> None:
        """Check the two passphrases and make the database."""
        first, again = self._first.text(), self._again.text()
        if len(first) < SHORTEST_PASSPHRASE:
            self._new_refusals.show(
                Refused(
                    said("This passphrase is too short."),
                    mend=said("Use at least {count} characters.", count=SHORTEST_PASSPHRASE),
                    field="passphrase",
                )
            )
        elif first != again:
            self._new_refusals.show(Refused(said("The two passphrases differ."), mend=said("Type it again."), field="again"))
        else:
            self._begin(lambda: self._starter.create(first), self._new_refusals)

    @Slot()
    def open_database(self) -> None:
        """Open with the passphrase typed."""
        given = self._given.text()
        self._begin(lambda: self._starter.open(given), self._open_refusals, self._refused_to_open)

    def _refused_to_open(self, refusal: Refused) -> None:
        """A wrong passphrase is said at its field; for a damaged database there is a page of its own."""
        amiss = self._starter.amiss(refusal) if refusal.field != "passphrase" and "damaged" in refusal.what.template else None
        if amiss is None:
            self._open_refusals.show(refusal)
        else:
            self._show_amiss(amiss)

    def _show_amiss(self, amiss: Recovery) -> None:
        self.recovery.show_amiss(amiss)
        self._pages.setCurrentIndex(3)

    def _recover(self, passphrase: str, file: Path | None) -> None:
        self._begin(lambda: self._starter.recover(passphrase, file), self.recovery.refusals)

    def _leave(self) -> None:
        self.reject()

    @Slot()
    def demonstrate(self) -> None:
        """Begin with demonstration data."""
        self._begin(self._starter.demonstrate, self._new_refusals)

    def _begin(self, task: Callable[[], Context], refusals: Refusals, otherwise: Callable[[Refused], None] | None = None) -> None:
        refusals.clear()
        self.setEnabled(False)

        def refused(error: Exception) -> None:
            self.setEnabled(True)
            if not isinstance(error, Refused):
                raise error
            (otherwise or refusals.show)(error)

        self._runner.run(Commission(lambda _progress, _stop: task(), self._opened, refused, self))

    def _opened(self, context: Context) -> None:
        self.context = context
        self.accept()


def secret() -> QLineEdit:
    """A field whose text is not shown."""
    made = QLineEdit()
    made.setEchoMode(QLineEdit.EchoMode.Password)
    return made
