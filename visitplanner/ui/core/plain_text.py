"""Text is text: what people wrote is shown as it stands, never as markup, never with a letter underlined.

Labels are plain by `widgets.parts.label`. Tooltips and buttons have no such switch: their texts pass through here.
"""

from __future__ import annotations

from html import escape, unescape

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QToolTip, QWidget

MARKUP = frozenset("<>")
WRAPPED = '<p style="white-space:pre-wrap">'


def tip(text: str) -> str:
    """A text for a tooltip, which Qt would otherwise take for markup when it looks like it (and open the files it names)."""
    return f"{WRAPPED}{escape(text)}</p>" if MARKUP & set(text) else text


def told_by(tooltip: str) -> str:
    """The text a tooltip was made from by `tip`, which wraps every text that looks like markup."""
    return unescape(tooltip[len(WRAPPED) : -len("</p>")]) if tooltip.startswith(WRAPPED) else tooltip


def unmarked(text: str) -> str:
    """A text for a button, tab or menu, where `&` would underline a letter."""
    return text.replace("&", "&&")


def show_tip(place: QPoint, text: str, widget: QWidget) -> None:
    """Show a tooltip at a place of the screen; none for no text."""
    if text:
        QToolTip.showText(place, tip(text), widget)
    else:
        QToolTip.hideText()
