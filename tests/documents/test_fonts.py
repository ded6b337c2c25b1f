"""Every character of a name is printed, in whichever font has it."""

from __future__ import annotations

import pytest

from visitplanner.documents.typesetting import fonts


@pytest.mark.parametrize("character", list("堃犇喆峯煊瓩▲□…①"))
def test_what_is_missing_in_old_encodings_is_in_the_main_font(character: str) -> None:
    assert fonts.font_of(character) == fonts.REGULAR
    assert fonts.font_of(character, bold=True) == fonts.BOLD


@pytest.mark.parametrize("character", list("𠮷㐂"))
def test_rare_characters_of_names_come_from_the_fallback(character: str) -> None:
    assert fonts.font_of(character) == fonts.RARE
    assert fonts.unknown_in(character) == ""


def test_a_text_is_cut_where_the_font_changes() -> None:
    assert [(run.font, run.text) for run in fonts.runs("王𠮷銘")] == [
        (fonts.REGULAR, "王"),
        (fonts.RARE, "𠮷"),
        (fonts.REGULAR, "銘"),
    ]


def test_a_character_no_font_has_is_printed_as_a_mark_and_can_be_found_beforehand() -> None:
    assert fonts.printable("甲\U000f0000乙") == "甲乙"
    assert fonts.printable("甲😀乙") == "甲〓乙"
    assert fonts.unknown_in("甲😀乙") == "😀"


def test_signs_that_cannot_be_seen_are_left_out() -> None:
    assert fonts.printable("甲\x00\u200b\ufe0f\t乙\r\n丙") == "甲 乙 \n丙"


def test_widths_add_up_over_fonts() -> None:
    assert fonts.width_of("王𠮷", 10) == pytest.approx(20.0)
