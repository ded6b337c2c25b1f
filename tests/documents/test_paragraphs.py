"""Lines break after the rules of Chinese typesetting."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitplanner.documents.typesetting.paragraphs import NEVER_FIRST, NEVER_LAST, Paragraph, Words, advance, atoms, lines_of
from visitplanner.documents.typesetting.style import TextStyle

TEN = TextStyle(10.0, 14.0)
CHARACTERS = st.sampled_from("用戶電壓，。、；：（）「」《》AB12.%瓩 NT$度…")


def broken(text: str, width: float, style: TextStyle = TEN) -> list[str]:
    return ["".join(glyph.character for glyph in line) for line in lines_of(text, width, style)]


def test_no_line_begins_with_a_closing_mark() -> None:
    assert broken("一二三四，五六七八", 40) == ["一二三", "四，五六", "七八"]


def test_no_line_ends_with_an_opening_bracket() -> None:
    assert broken("一二三「四五」六", 40) == ["一二三", "「四五」", "六"]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("契約容量為 1,060 瓩時", "1,060 瓩"),
        ("全年可省 NT$ 58,200 元整", "NT$ 58,200 元"),
        ("請寄 contact@example.com.tw 收", "contact@example.com.tw"),
        ("增設 CNC 機台", "CNC"),
        ("至 115/03/18 止", "115/03/18"),
        ("約 -12.5% 左右", "-12.5%"),
    ],
)
def test_numbers_words_and_units_stay_whole(text: str, whole: str) -> None:
    assert any(whole in atom for atom in atoms(text))


def test_a_word_longer_than_the_line_is_cut_rather_than_let_out() -> None:
    lines = broken("https://example.com/a/very/long/address/that/does/not/end", 80)
    assert len(lines) > 2
    assert all(advance(line) <= 80.01 for line in lines_of("x" * 100, 80, TEN))


def test_a_text_that_is_too_long_ends_in_dots() -> None:
    lines = broken("用戶反映夜間電壓驟降，影響精密加工甚鉅", 60, TEN.but(most_lines=2))
    assert len(lines) == 2
    assert lines[1].endswith("…") and len(lines[1]) <= 6


def test_spaces_vanish_at_the_end_of_a_line_only() -> None:
    assert broken("甲乙 丙丁　戊己", 25) == ["甲乙", "丙丁", "戊己"]
    assert broken("甲　乙", 100) == ["甲　乙"]


def test_line_ends_of_the_writer_are_kept() -> None:
    assert broken("甲乙\n丙\n\n丁", 100) == ["甲乙", "丙", "", "丁"]


def test_signs_of_markup_are_printed_as_they_stand() -> None:
    assert broken("<b>甲</b> & <img src='x'>", 500) == ["<b>甲</b> & <img src='x'>"]


def test_a_paragraph_splits_between_lines() -> None:
    whole = Paragraph([Words("甲乙丙丁", bold=True), "戊己庚辛"], TEN)
    whole.wrap(20, 1000)
    first, rest = whole.split(20, 30)
    assert (first.wrap(20, 100)[1], rest.wrap(20, 100)[1]) == (28, 28)


@given(st.text(CHARACTERS, max_size=60), st.floats(40, 200))
def test_lines_fit_and_nothing_is_lost(text: str, width: float) -> None:
    lines = lines_of(text, width, TEN)
    assert all(advance(line) <= width + 0.02 for line in lines)
    printed = "".join(glyph.character for line in lines for glyph in line)
    assert printed.replace(" ", "") == text.replace(" ", "")


@given(st.text(st.sampled_from("用戶電壓，。（）「」"), min_size=1, max_size=40))
def test_no_break_stands_where_the_rules_forbid_it(text: str) -> None:
    pieces = atoms(text)
    assert "".join(pieces) == text
    for left, right in pairwise(pieces):
        assert right[0] not in NEVER_FIRST and (left[-1] not in NEVER_LAST)
