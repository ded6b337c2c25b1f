"""The card 多人共用: which office on a server this computer works in; to join one, or to leave it."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QLineEdit

from visitplanner.domain.core.errors import Refused
from visitplanner.services.office.joining import EXAMPLE, Joining
from visitplanner.ui.core.style import Tone
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.widgets.fields import Field, Refusals
from visitplanner.ui.widgets.parts import button, column, label, row


class ServerCard(QFrame):
    """What is chosen here holds from the next start on; the computer's own file stays as it is."""

    def __init__(self, desk: Desk, joining: Joining) -> None:
        super().__init__()
        self.setObjectName("card")
        self._desk = desk
        self._joining = joining
        _ = desk.language.text
        self.address = QLineEdit()
        self.address.setPlaceholderText(EXAMPLE)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        address = Field(_("A&ddress of the office"), self.address)
        password = Field(_("Pass&word of your account"), self.password)
        general = label(role="refusal", wrap=True)
        self._refusals = Refusals({"url": address, "passphrase": password}, general, desk.language)
        self.join = button(_("&Join"), on=self._join)
        self.leave = button(_("Leave the office"), on=self._leave)
        alone = not joining.server
        about = (
            _("Several people on one list need an office on a server; its administrator gives you address and account.")
            if alone
            else _("This computer works in the office: {server}", server=joining.server)
        )
        parts = (address, password, general, row(self.join, None)) if alone else (general, row(self.leave, None))
        self.setLayout(
            column(
                label(_("Working together"), "section"),
                label(about, "muted", wrap=True),
                *parts,
                spacing=10,
                margins=(16, 16, 16, 16),
            )
        )

    def _join(self) -> None:
        self._refusals.clear()
        self.join.setEnabled(False)
        text, password = self.address.text(), self.password.text()
        session = self._desk.session.of(self)
        session.compute(lambda _progress, _stop: self._joining.join(text, password), self._joined, self._refused)

    def _joined(self, server: str) -> None:
        self.password.clear()
        _ = self._desk.language.text
        self._tell(_("Joined: {server}. Close the program and open it again to work there.", server=server))

    def _refused(self, refusal: Refused) -> None:
        self.join.setEnabled(True)
        self._refusals.show(refusal)

    def _leave(self) -> None:
        self.leave.setEnabled(False)
        self._joining.leave()
        self._tell(self._desk.language.text("From the next start on this computer works with its own file again."))

    def _tell(self, text: str) -> None:
        self._desk.session.of(self).notice(text, Tone.OK)
