"""What stands in a record is printed as it stands, can be read again, and breaks into lines as Chinese does."""

from __future__ import annotations

import random
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.documents.pdf import read
from visitplanner.documents.typesetting import fonts, style
from visitplanner.documents.typesetting.paragraphs import NEVER_FIRST, NEVER_LAST, Paragraph, lines_of
from visitplanner.documents.typesetting.sheets import Foot, Page, write_pages
from visitplanner.documents.typesetting.style import BODY
from visitplanner.i18n import language

LINES = 1000
HOSTILE = ("<img src='file:///etc/passwd'/>", "</para><b>&amp;", "{kw}%s", "=cmd|'/c calc'!A1", "<a href='x'>")
FORMS = ("{}，", "「{}」", "（{}）。", "{}：", "『{}』！", "{}、", "{} 1,234 瓩，", "NT$ 12,345 ", "（{}；", "{}？")
SENTENCE = "用戶反映夜間電壓驟降影響精密加工盼提供電力品質量測協助並於九月前回復"


def held() -> list[str]:
    """Every character the fonts hold that is written as it is: none that a composed text would have otherwise."""
    fonts.register()
    points = set[int]().union(*(fonts._has(font) for font in (fonts.REGULAR, fonts.RARE)))
    signs = (chr(point) for point in sorted(points) if point > 0x20 and not 0xD800 <= point < 0xE000)
    return [sign for sign in signs if fonts.printable(sign) == sign and unicodedata.category(sign)[0] in "LNPS"]


HELD = held()


def read_back(text: str, folder: Path) -> str:
    page = Page()
    page.place(0.0, Paragraph(text, BODY))
    write_pages([page], folder / "t.pdf", "t", Foot(""), language())
    hyphen_at_the_end = "\ufffe"  # so the reader tells a hyphen with which a line ends
    return read(folder / "t.pdf")[0].solid.rpartition("第1／1頁")[0].replace(hyphen_at_the_end, "-")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.sampled_from(HELD), min_size=1, max_size=60))
def test_a_text_whose_characters_the_fonts_hold_reads_back(tmp_path: Path, text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    told = fonts.unshown_in([composed])
    assert told == []
    assert read_back(composed, tmp_path) == "".join(composed.split())


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(min_size=1, max_size=40))
def test_whatever_is_written_is_printed_or_counted(tmp_path: Path, text: str) -> None:
    """No text stops a paper; what no font holds is a 〓 and told."""
    with fonts.unshown() as told:
        printed = read_back(text, tmp_path)
    shown = fonts.printable(text)
    assert bool(told) == (shown.count(fonts.UNKNOWN) > text.count(fonts.UNKNOWN))
    assert printed.count(fonts.UNKNOWN) == shown.count(fonts.UNKNOWN)


@pytest.mark.parametrize(
    "text", ["<img src='file:///etc/passwd'/>", "</para><b>&amp;", "{kw}%s", "=cmd|'/c calc'!A1", "<a href='x'>"]
)
def test_markup_is_text(text: str, tmp_path: Path) -> None:
    assert read_back(text, tmp_path) == "".join(text.split())


def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_bracket() -> None:
    chance, count = random.Random(115), 0
    look = BODY
    while count < LINES:
        pieces = []
        for _ in range(40):
            start = chance.randrange(len(SENTENCE) - 8)
            words = SENTENCE[start : start + chance.randint(1, 7)]
            form = chance.choice(
                ("{}，", "「{}」", "（{}）。", "{}：", "『{}』！", "{}、", "{} 1,234 瓩，", "NT$ 12,345 ", "（{}；", "{}？")
            )
            pieces.append(form.format(words))
        lines = lines_of("".join(pieces), chance.uniform(90, style.WIDTH), look)
        for number, line in enumerate(lines):
            text = "".join(glyph.character for glyph in line)
            assert text and text[0] not in NEVER_FIRST, text
            assert number == len(lines) - 1 or text[-1] not in NEVER_LAST, text
        count += len(lines)
    assert count >= LINES
