"""The card 通行碼與鎖定: another passphrase, the office's recovery key, and when the window locks."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFrame, QLineEdit, QSpinBox, QWidget

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.services.core.ports import SHORTEST_PASSPHRASE
from visitplanner.services.office.lock_settings import MOST_MINUTES, ChooseLockAfter, LockAfter
from visitplanner.ui.core import style
from visitplanner.ui.core.style import Tone
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.widgets.fields import Field, Refusals
from visitplanner.ui.widgets.parts import button, column, label, row, selectable


class SecretsCard(QFrame):
    """Asks for the minutes when it is made."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("card")
        _ = desk.language.text
        self._desk = desk
        self.minutes = QSpinBox()
        self.minutes.setRange(1, MOST_MINUTES)
        self.minutes.setFixedWidth(style.look().px(110))
        self.minutes.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.keep = button(_("Keep the &minutes"), on=self._keep)
        self.passphrase = button(_("Change the &passphrase…"), on=self.open_passphrase)
        self.recovery = button(_("Office recovery &key…"), on=self.open_recovery)
        about = _(
            "When the window locks, what was typed is kept, the database is closed, and only the passphrase opens it again."
        )
        self.setLayout(
            column(
                label(_("Passphrase and locking"), "section"),
                label(about, "muted", wrap=True),
                row(Field(_("&Lock after idle minutes"), self.minutes), None),
                row(self.keep, self.passphrase, self.recovery, None),
                spacing=10,
                margins=(16, 16, 16, 16),
            )
        )
        for each in (self.keep, self.passphrase, self.recovery, self.minutes):
            each.setEnabled(not desk.context.demonstration)
        desk.session.of(self).ask(LockAfter(), self.minutes.setValue)

    def open_passphrase(self) -> PassphraseForm:
        """The form for another passphrase."""
        form = PassphraseForm(self._desk, self)
        form.open()
        return form

    def open_recovery(self) -> RecoveryKeyForm:
        """The form for the recovery key."""
        form = RecoveryKeyForm(self._desk, self)
        form.open()
        return form

    def _keep(self) -> None:
        self._desk.session.of(self).do(ChooseLockAfter(self.minutes.value()))


def hidden() -> QLineEdit:
    """A field whose text is not shown."""
    made = QLineEdit()
    made.setEchoMode(QLineEdit.EchoMode.Password)
    return made


class PassphraseForm(QDialog):
    """The present passphrase, and twice the new one. Nothing of it is kept when it is closed."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        _ = desk.language.text
        self._desk = desk
        self.setWindowTitle(_("Change the passphrase"))
        self.setMinimumWidth(style.look().px(460))
        self.old, self.new, self.again = hidden(), hidden(), hidden()
        hint = _("At least {count} characters. Nobody can open the data without it: keep it safe.", count=SHORTEST_PASSPHRASE)
        fields = {
            "passphrase": Field(_("Present &passphrase, or the recovery key"), self.old),
            "new": Field(_("&New passphrase"), self.new, hint),
            "again": Field(_("New passphrase a&gain"), self.again),
        }
        general = label(role="refusal", wrap=True)
        self.refusals = Refusals(fields, general, desk.language)
        self.verb = button(_("Change the passphrase"), kind="primary", on=self.change)
        cancel = button(_("Cancel"), on=self.reject)
        parts = (*fields.values(), general, row(None, cancel, self.verb))
        self.setLayout(column(*parts, spacing=12, margins=(24, 24, 24, 16)))

    def change(self) -> None:
        """Check what was typed and wrap the key anew, off the window's thread."""
        old, new = self.old.text(), self.new.text()
        self.refusals.clear()
        if len(new) < SHORTEST_PASSPHRASE:
            mend = said("Use at least {count} characters.", count=SHORTEST_PASSPHRASE)
            self.refusals.show(Refused(said("This passphrase is too short."), mend=mend, field="new"))
        elif new != self.again.text():
            self.refusals.show(Refused(said("The two passphrases differ."), mend=said("Type it again."), field="again"))
        else:
            self.verb.setEnabled(False)
            work = self._desk.session.of(self).work
            work(lambda office, _progress, _stop: office.change_passphrase(old, new), self._changed, self._refused)

    def _changed(self, _nothing: None) -> None:
        self._desk.session.notice(self._desk.language.text("The passphrase was changed. Older backups open with the older one."))
        self.accept()

    def _refused(self, refusal: Refused) -> None:
        self.verb.setEnabled(True)
        self.refusals.show(refusal)


class RecoveryKeyForm(QDialog):
    """Makes a recovery key and shows it once, or revokes the one there is."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        _ = desk.language.text
        self._desk = desk
        self.setWindowTitle(_("Office recovery key"))
        self.setMinimumWidth(style.look().px(520))
        there = desk.context.office.has_recovery_key
        self._state = label(_("There is a recovery key.") if there else _("There is no recovery key yet."), wrap=True)
        about = _(
            "It opens the data when the passphrase is forgotten. It is shown once: write it down, seal it, and let the office "
            "keep it, not the laptop's bag."
        )
        self.old = hidden()
        field = Field(_("Present &passphrase, or the recovery key"), self.old)
        general = label(role="refusal", wrap=True)
        self.refusals = Refusals({"passphrase": field}, general, desk.language)
        self._key = selectable(role="section")
        self.make = button(_("Make a new &key"), kind="primary", on=self._make)
        self.revoke = button(_("&Revoke it"), on=self._revoke)
        self.revoke.setEnabled(there)
        self.copy = button(_("&Copy it"), on=self._copy)
        self.copy.hide()
        closing = button(_("C&lose"), on=self.reject)
        parts = (label(about, "muted", wrap=True), self._state, field, general, self._key)
        self.setLayout(
            column(*parts, row(self.revoke, None, self.copy, self.make, closing), spacing=12, margins=(24, 24, 24, 16))
        )

    @property
    def key(self) -> str:
        """The key that is shown, nothing before one was made."""
        return self._key.text()

    def _make(self) -> None:
        old = self.old.text()
        self.refusals.clear()
        work = self._desk.session.of(self).work
        work(lambda office, _progress, _stop: office.make_recovery_key(old), self._made, self.refusals.show)

    def _made(self, shown: str) -> None:
        _ = self._desk.language.text
        half = len(shown) // 2
        self._key.setText(f"{shown[:half]}\n{shown[half + 1 :]}")
        self._state.setText(_("From now on this key opens the data, and no older one. It is not shown again."))
        self.copy.show()
        self.revoke.setEnabled(True)
        self.old.clear()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._key.text().replace("\n", "-"))

    def _revoke(self) -> None:
        old = self.old.text()
        self.refusals.clear()
        work = self._desk.session.of(self).work
        work(lambda office, _progress, _stop: office.revoke_recovery_key(old), self._revoked, self.refusals.show)

    def _revoked(self, _nothing: None) -> None:
        self._desk.session.notice(self._desk.language.text("No recovery key opens the data any more."), Tone.OK)
        self.accept()
