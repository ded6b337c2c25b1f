"""The left rail: where one is and where one can go, an icon and a word each."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QSizePolicy, QToolButton

from visitplanner.i18n import Language
from visitplanner.ui.core import style
from visitplanner.ui.core.plain_text import tip
from visitplanner.ui.pages.desk import PageEntry
from visitplanner.ui.widgets.parts import column, label


class Rail(QFrame):
    """One button a page; Ctrl+1 to Ctrl+9 do the same. In a narrow window the icons stand alone, their words in the tip."""

    def __init__(self, entries: Sequence[PageEntry], go: Callable[[str], None], language: Language) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.is_narrow = False
        self.setFixedWidth(style.look().px(style.RAIL_WIDTH))
        product, office = (
            label(language.text("Customer visits"), "body"),
            label(language.text("Taipower district office"), "body", wrap=True),
        )
        self.product, self.office = product, office
        product.setObjectName("product")
        office.setObjectName("office")
        for words in (product, office):
            words.setContentsMargins(10, 0, 0, 0)
        layout = column(product, office, 12, spacing=2, margins=(10, 16, 10, 12))
        self._buttons: dict[str, QToolButton] = {}
        for number, entry in enumerate(entries, 1):
            if entry.key == "settings":
                layout.addStretch(1)
            made = self._button(entry, language.say(entry.title), number)
            made.clicked.connect(lambda _checked=False, key=entry.key: go(key))
            self._buttons[entry.key] = made
            layout.addWidget(made)
        self.setLayout(layout)

    def _button(self, entry: PageEntry, title: str, number: int) -> QToolButton:
        made = QToolButton()
        made.setText("  " + title)
        made.setAccessibleName(title)
        made.setToolTip(tip(f"{title}  (Ctrl+{number})"))
        made.setIcon(style.icon(entry.icon, "nav_text"))
        made.setIconSize(QSize(style.look().px(20), style.look().px(20)))
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        made.setCheckable(True)
        made.setAutoExclusive(True)
        return made

    def narrow(self, narrow: bool) -> None:
        """Leave the words out, or show them again."""
        if narrow == self.is_narrow:
            return
        self.is_narrow = narrow
        look, styles = style.look(), Qt.ToolButtonStyle
        self.setFixedWidth(look.px(style.NARROW_RAIL if narrow else style.RAIL_WIDTH))
        for words in (self.product, self.office):
            words.setVisible(not narrow)
        for made in self._buttons.values():
            made.setToolButtonStyle(styles.ToolButtonIconOnly if narrow else styles.ToolButtonTextBesideIcon)

    def name_office(self, name: str) -> None:
        """Say whose program it is, once that is known."""
        if name:
            self.office.setText(name)

    def show_place(self, key: str) -> None:
        """Mark the button of a page."""
        if key in self._buttons:
            self._buttons[key].setChecked(True)
