"""Choose a customer by a part of its name or its 電號, with or without hyphens; those with a load come first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal, Slot

from visitplanner.domain.customers.customers import Customer, account_printed
from visitplanner.i18n import Language
from visitplanner.ui.core import style
from visitplanner.ui.widgets.picker import Picker


class CustomerPicker(Picker):
    """chosen: the id of the customer a person decided for."""

    chosen = Signal(object)

    def __init__(self, placeholder: str) -> None:
        super().__init__(placeholder)
        self.setAccessibleName(placeholder)
        self.setFixedWidth(style.look().px(312))
        self._accounts: dict[str, UUID] = {}
        self._texts: dict[UUID, str] = {}
        self._set: UUID | None = None
        self.completer().activated.connect(self._activated)
        self.editingFinished.connect(self._finished)

    def show_customers(self, measured: Sequence[Customer], others: Sequence[Customer], language: Language) -> None:
        lacking = language.text("no load yet")
        entries = [(f"{each.name}　{account_printed(each.account)}", each.id) for each in measured]
        entries += [(f"{each.name}　{account_printed(each.account)}　{lacking}", each.id) for each in others]
        self._accounts = {each.account: each.id for each in (*measured, *others)}
        self._texts = {ident: text for text, ident in entries}
        self.set_entries(entries)
        if self._set is not None:
            self.set_customer(self._set)

    def set_customer(self, customer_id: UUID) -> None:
        """Name a customer without telling anybody."""
        self.blockSignals(True)
        self.setText(self._texts.get(customer_id, ""))
        self.setCursorPosition(0)
        self.blockSignals(False)
        self._set = customer_id

    @Slot()
    def _finished(self) -> None:
        digits = "".join(sign for sign in self.text() if sign.isdecimal())
        found: Any = self._accounts.get(digits) or self.value()
        if found is None:
            self._name_again()
        elif found != self._set:
            self._set = found
            self.chosen.emit(found)
        else:
            self.set_customer(found)

    def _name_again(self) -> None:
        """What was typed names nobody: back to the customer that is shown."""
        if self._set is not None:
            self.set_customer(self._set)

    @Slot(str)
    def _activated(self, _text: str) -> None:
        self._finished()
