"""The story on a customer's page: a strip of what comes next and what is owed, then one timeline, the newest first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QLayout, QWidget

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.visits.visits import STATE_NAMES
from visitplanner.i18n import Language
from visitplanner.services.story.story import CHAPTER_NAMES, Chapter, Story, StoryLine
from visitplanner.ui.core import style
from visitplanner.ui.core.rows_model import NOTHING
from visitplanner.ui.core.style import Tone
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.widgets.fields import Choice
from visitplanner.ui.widgets.parts import button, column, empty, holder, label, line, quiet_empty, row, scrolled, selectable

FIRST_LINES = 40
"""Lines of the timeline that are shown at once; the others when they are asked for."""
DAY_WIDTH, CHAPTER_WIDTH, TILE_WIDTH, TILE_HEIGHT, LINE_HEIGHT = 84, 78, 168, 84, 20
"""Pixels at 100 %."""
SHOWN: tuple[tuple[Message, frozenset[Chapter]], ...] = (
    (said("Everything"), frozenset(Chapter)),
    (said("Visits and cases"), frozenset({Chapter.VISIT, Chapter.CASE})),
    (said("Contracts and bills"), frozenset({Chapter.CONTRACT, Chapter.BILL})),
    (said("Plans and programmes"), frozenset({Chapter.PROGRAMME, Chapter.INTELLIGENCE})),
)
PLACES = {Chapter.VISIT: "planning", Chapter.CASE: "follow_ups"}
"""The pages on which a line's record can be opened; the others stand in the registers."""
REGISTERS = {Chapter.PROGRAMME: "programmes", Chapter.INTELLIGENCE: "intelligence"}


def strip_of(story: Story, language: Language) -> list[tuple[str, str, str, Tone]]:
    """The strip's tiles: caption, figure, a line of detail, tone. What is not known is said to be so."""
    _ = language.text
    coming, late = story.next_visit, sum(each.overdue for each in story.promised)
    saving = language.text("not weighed yet")
    if story.weighed:
        saving = _("NT$ {ntd:,.0f}", ntd=story.least_ntd) if story.least_ntd else _("nothing sure")
    first = story.promised[0].case if story.promised else None
    return [
        (
            _("Next visit"),
            language.date(coming.day, weekday=True) if coming else _("none planned"),
            language.say(STATE_NAMES[coming.state]) if coming else "",
            Tone.PLAIN,
        ),
        (_("Saves at least, a year"), saving, "", Tone.PLAIN),
        (
            _("Open cases"),
            language.number(len(story.promised)),
            _("{count} overdue", count=late) if late else "",
            Tone.DANGER if late else Tone.PLAIN,
        ),
        (
            _("Promised next"),
            language.date(first.due_on, weekday=True) if first else NOTHING,
            first.text if first else _("Nothing is owed to the customer."),
            Tone.DANGER if late else Tone.PLAIN,
        ),
    ]


class Tile(QFrame):
    """One of the strip: a caption, what it says, a line of detail."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._caption, self._said, self._detail = label(role="caption"), label(role="section", wrap=True), label(role="caption")
        self.setLayout(column(self._caption, self._said, self._detail, None, spacing=2, margins=(14, 10, 14, 10)))
        self.setMinimumHeight(style.look().px(TILE_HEIGHT))

    def show_tile(self, caption: str, said_: str, detail: str, tone: Tone) -> None:
        look = style.look()
        self._caption.setText(caption)
        self._said.setText(said_)
        colour = look.tokens.text if tone is Tone.PLAIN else look.tokens.tone(tone)
        self._said.setStyleSheet(f"color: {colour}")
        room = self._detail.fontMetrics().elidedText(
            detail.replace("\n", " "), Qt.TextElideMode.ElideRight, look.px(TILE_WIDTH - 28)
        )
        self._detail.setText(room)

    @property
    def words(self) -> tuple[str, str, str]:
        """Caption, figure and detail as they are shown."""
        return self._caption.text(), self._said.text(), self._detail.text()


class StoryPane(QWidget):
    """Strip, last words, and the timeline with its filter."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        _, say = desk.language.text, desk.language.say
        self._desk = desk
        self._story: Story | None = None
        self._whole = False
        self.tiles = tuple(Tile() for _place in range(4))
        self._strip = QGridLayout()
        self._strip.setSpacing(10)
        self._across = 0
        self._words_head, self.last_words = label(role="caption"), selectable()
        words = QFrame()
        words.setObjectName("card")
        words.setLayout(column(self._words_head, self.last_words, spacing=2, margins=(14, 10, 14, 10)))
        self._words = words
        self.which = Choice([(say(title), chapters) for title, chapters in SHOWN])
        self.which.setAccessibleName(_("What happened"))
        self.which.chosen.connect(self._choose)
        self._lines = column(spacing=0, margins=(14, 6, 14, 6))
        timeline = QFrame()
        timeline.setObjectName("card")
        timeline.setLayout(self._lines)
        self.more = button("", kind="link", on=self.show_all)
        whole = column(
            self._strip, self._words, row(label(_("What happened"), "section"), None, self.which), timeline, self.more, None,
            spacing=10, margins=(0, 0, 8, 0),
        )  # fmt: skip
        whole.setSizeConstraint(QLayout.SizeConstraint.SetMinimumSize)
        self._whole_layout = whole
        self.setLayout(column(scrolled(holder(whole))))
        self.fit(0)

    def fit(self, breadth: int) -> None:
        """Lay the strip out for so many pixels: four tiles in a line, or two lines of two."""
        across = 4 if breadth >= style.look().px(4 * TILE_WIDTH) else 2
        if across == self._across:
            return
        self._across = across
        for number, tile in enumerate(self.tiles):
            self._strip.removeWidget(tile)
            self._strip.addWidget(tile, *divmod(number, across))
        for place in range(4):
            self._strip.setColumnStretch(place, 1 if place < across else 0)

    def show_story(self, story: Story) -> None:
        """Show a story instead of the one before."""
        language = self._desk.language
        if self._story is None or self._story.subject_id != story.subject_id:
            self._whole = False
        self._story = story
        for tile, facts in zip(self.tiles, strip_of(story, language), strict=True):
            tile.show_tile(*facts)
        self._words.setVisible(bool(story.last_words))
        if story.last_words_on is not None:
            self._words_head.setText(language.text("Last words, {day}", day=story.last_words_on))
        self.last_words.setText(story.last_words)
        self._fill()

    def shown_lines(self) -> list[StoryLine]:
        """The lines the filter lets through, however many of them are shown."""
        return [each for each in self._story.lines if each.chapter in self.which.value()] if self._story else []

    @Slot()
    def show_all(self) -> None:
        """Show the older lines too."""
        self._whole = True
        self._fill()

    def _fill(self) -> None:
        found = self.shown_lines()
        shown: Sequence[StoryLine] = found if self._whole else found[:FIRST_LINES]
        self.setUpdatesEnabled(False)
        empty(self._lines)
        for number, each in enumerate(shown):
            if number:
                self._lines.addWidget(line())
            self._lines.addWidget(self._line(each))
        if not found:
            self._lines.addWidget(quiet_empty(self._desk.language.text("Nothing of this kind is kept.")))
        self.more.setText(self._desk.language.text("Show {count} older ones", count=len(found) - len(shown)))
        self.more.setVisible(len(found) > len(shown))
        self._lines.activate()
        self._whole_layout.activate()
        self.setUpdatesEnabled(True)

    def _line(self, each: StoryLine) -> QWidget:
        language, look = self._desk.language, style.look()
        day = label(language.date(each.day), "muted")
        day.setFixedWidth(look.px(DAY_WIDTH))
        kind = label(language.say(CHAPTER_NAMES[each.chapter]), "caption")
        kind.setFixedWidth(look.px(CHAPTER_WIDTH))
        told = language.say(each.told) + (language.bracketed(each.whose) if each.whose else "")
        texts = [selectable(told, "strong" if each.chapter is Chapter.VISIT else "body")]
        if each.words:
            texts.append(selectable(each.words, "muted"))
        parts: list[QWidget] = []
        if each.ident is not None:
            opened = button(language.text("Open"), kind="link", on=lambda _checked=False, one=each: self._open(one))
            opened.setAccessibleName(language.text("Open: {told}", told=told))
            parts.append(opened)
        made = row(day, kind, column(*texts, spacing=2), *parts, spacing=8, margins=(0, 8, 0, 8))
        made.setStretch(2, 1)
        for part in (day, kind, *parts):
            made.setAlignment(part, Qt.AlignmentFlag.AlignTop)
        held = holder(made)
        held.setMinimumHeight(look.px(LINE_HEIGHT * len(texts) + 16))
        return held

    def _open(self, each: StoryLine) -> None:
        if each.chapter in PLACES:
            self._desk.go(PLACES[each.chapter], each.ident)
        elif each.chapter in REGISTERS:
            self._desk.go("registers", (REGISTERS[each.chapter], each.ident))

    @Slot(object)
    def _choose(self, _chapters: frozenset[Chapter]) -> None:
        self._whole = False
        self._fill()
