"""What the words of a visit's cells say: what became of it, how it was held, in which half of the day."""

from __future__ import annotations

import re
from dataclasses import dataclass

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.core.texts import plain
from visitplanner.domain.lists import cells
from visitplanner.domain.lists.moments import minute_of
from visitplanner.domain.visits.visits import Slot, VisitOutcome

NOON = 12 * 60
BLANKS = frozenset({"", "-", "--", "—", "–", "/"})
"""A cell that says nothing. 無, 未洽訪 or X beside a visit say something, unlike elsewhere."""
CALLED_OFF = (
    (VisitOutcome.CANCELLED, r"取消|婉拒|拒絕|拒訪|cancel|declined|refused"),
    (VisitOutcome.POSTPONED, r"延期|改期|順延|延後|postpon|reschedul"),
)
HELD = (
    (VisitOutcome.PHONE, r"電話|電訪|phone|\bcall(?:ed)?\b"),
    (VisitOutcome.VIDEO, r"視訊|線上|video|online"),
    (
        VisitOutcome.DONE,
        r"完成|完畢|已訪|已洽|已拜訪|已到訪|已前往|已辦理?|已執行|結案|親訪|實訪|現場|當面|"
        r"\b(?:done|held|completed?|visited|on.?site|in person)\b|^(?:v|✓|✔|○|是|y|yes|ok)$",
    ),
)
AHEAD = r"預定|預計|待訪|待洽|待辦|待補|待約|已約|約定|排定|暫定|進行中|planned|booked|agreed|pending|in progress|scheduled"
"""Words of a visit that is still to come."""
NOT_YET = r"^(?:未|尚未|從未|還沒有?|未有|尚無|沒有?|否|x|✗|✘|×|n|no|not yet|未辦|無法)$"
HARMLESS = r"不錯|不少|不變|無誤|無異[狀議常]|無意見|無問題|沒問題|沒有問題|no problem|no objections?"
"""Negations of something else than the visit."""
NEGATION = r"未|沒|不|無|免|勿|\b(?:not?|never|nobody|none|without|un\w+|in(?:complete|active)\w*)\b|n't"
NEGATED = re.compile(
    r"(?:尚未|並未|還沒有?|沒有?|未能?|無法|不克|不能|不及|不|無|\b(?:not|no|never|nobody)\b|n't)"
    r"(?:\s|-|再|曾|能|有|被|yet|been|be|有人|實際|如期|依約)*"
    r"(?:完成|完畢|洽訪|洽談|洽|拜訪|訪視|訪問|訪|辦理|辦|執行|前往|成行|去|到|遇|見|在|接|人|"
    r"done|held|completed?|visited|visit|met|meet|show|there|in\b|home)(?:到|著|成|場|家|廠)?|\b(?:incomplete|uncompleted|undone|unheld)\b",
    re.A,
)
"""A visit that was not held, in its words; Chinese signs end an English word (re.A)."""
SLOT_WORDS = ((Slot.AM, r"上午|早上|\bam\b|a\.m|morning"), (Slot.PM, r"下午|午後|\bpm\b|p\.m|afternoon"))


@dataclass(frozen=True, slots=True)
class Became:
    """What a cell says of a visit. outcome: None when it says none; open: it says that the visit was not held yet."""

    outcome: VisitOutcome | None = None
    open: bool = False


def became(text: str) -> Became:
    """What became of a visit. Raises `Refused` for words that say neither that it was held nor that it was not.

    A negated word counts as its contrary only where it negates the visit (未完成, 沒去, not held); beside words of a held
    visit, and wherever it is not understood, it is refused.
    """
    shown = re.sub(HARMLESS, "", cells.CJK_BLANK.sub("", plain(text)).casefold())
    if plain(text) in BLANKS:
        return Became()
    if re.search(NOT_YET, shown):
        return Became(open=True)
    rest, negated = NEGATED.subn(" ", shown)
    if re.search(NEGATION, rest, re.A):
        raise _unclear()
    called_off = _first(CALLED_OFF, rest)
    if called_off is not None:
        return Became(called_off)
    held = _first(HELD, rest)
    if re.search(AHEAD, rest):
        return Became(open=True)
    if negated and held is not None:
        raise _unclear()
    if not negated and held is None:
        raise _unclear()
    return Became(open=True) if negated else Became(held)


def _first(words: tuple[tuple[VisitOutcome, str], ...], text: str) -> VisitOutcome | None:
    return next((outcome for outcome, word in words if re.search(word, text, re.A)), None)


def _unclear() -> Refused:
    return Refused(said("It is not clear what became of this visit; write 完成, 取消, 延期, 電話, 視訊 or 未訪."))


def outcome_of(text: str) -> VisitOutcome | None:
    """The outcome a text names; None when nothing is said or it was not held yet. Raises `Refused` for other words."""
    return became(text).outcome


def held_by(text: str) -> VisitOutcome | None:
    """How a visit is held (親訪, 電話, 視訊), as the outcome it then has; None when nothing is said. Raises `Refused`."""
    shown = plain(text).casefold()
    if cells.is_nothing(text):
        return None
    found = _first(HELD, shown) or (VisitOutcome.DONE if re.search(r"訪|面|到場|person|visit", shown) else None)
    if found is None or re.search(NEGATION, shown, re.A):
        raise Refused(said("A way to hold a visit is 親訪, 電話 or 視訊; it stays open."))
    return found


def slot_of(text: str) -> Slot | None:
    """The half day a text names, by its words or its time of day; None for none. Raises `Refused` for anything else."""
    if cells.is_nothing(text):
        return None
    shown = plain(text).casefold()
    found = half_day(shown)
    if found is not None:
        return found
    minute = minute_of(re.split(r"[-~至]", shown)[0].strip())
    if minute is None:
        raise Refused(said("A half day is 上午 or 下午, or a time of day; it stays open."))
    return Slot.AM if minute < NOON else Slot.PM


def half_day(text: str) -> Slot | None:
    """The half day whose word stands in a text."""
    return next((slot for slot, words in SLOT_WORDS if re.search(words, text.casefold(), re.A)), None)


def says_outcome(text: str) -> bool:
    """Whether a text says what became of a visit."""
    try:
        return became(text) != Became()
    except Refused:
        return False
