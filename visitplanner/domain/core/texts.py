"""Text without what no reader sees: invisible, control and direction signs, doubled blanks, split accents."""

from __future__ import annotations

import unicodedata

INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
"""Left out without a word: they change neither sight nor meaning."""
BLANK_SIGNS = frozenset("\t\n\v\f\r")
CONTROLS = (
    frozenset(
        chr(code)
        for code in (*range(0x20), *range(0x7F, 0xA0), 0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
    )
    - BLANK_SIGNS
)
"""Control and direction signs; they are left out, and the reader of a list says so."""
SURROGATES = range(0xD800, 0xE000)
SIGNS_OUT = dict.fromkeys([*map(ord, INVISIBLE | CONTROLS), *SURROGATES])


def tidy(text: str) -> str:
    """Composed (Unicode NFC), without invisible, control and direction signs, with single blanks between words."""
    if not text.isprintable():
        text = text.translate(SIGNS_OUT)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return " ".join(text.split())


def plain(text: str) -> str:
    """Tidy and in half-width signs (Unicode NFKC): `１，２５０　瓩` becomes `1,250 瓩`."""
    return tidy(text if text.isascii() else unicodedata.normalize("NFKC", text))


def has_control_signs(text: str) -> bool:
    """Whether `tidy` leaves out something that could mislead: control and direction signs, halves of a sign."""
    return not text.isprintable() and any(sign in CONTROLS or ord(sign) in SURROGATES for sign in text)


def name_key(name: str) -> str:
    """What two spellings of one name have in common: no blanks, half-width, small letters."""
    return plain(name).replace(" ", "").casefold()


def sought_in(*texts: str) -> str:
    """What a search looks through, a line a text, spelled so that blanks, width and case do not matter.

    The store keeps it beside a record: a change here needs a step there.
    """
    return "\n".join(name_key(text) for text in texts)
