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
    assert fonts.unshown_in([character]) == []


def test_a_text_is_cut_where_the_font_changes() -> None:
    assert [(run.font, run.text) for run in fonts.runs("王𠮷銘")] == [
        (fonts.REGULAR, "王"),
        (fonts.RARE, "𠮷"),
        (fonts.REGULAR, "銘"),
    ]


def test_a_character_no_font_has_is_printed_as_a_mark_and_can_be_found_beforehand() -> None:
    assert fonts.printable("甲😀乙") == "甲〓乙"
    assert fonts.unshown_in(["甲😀乙", "甲乙", "甲😀乙", "〓"]) == ["甲〓乙 (U+1F600)"]


@pytest.mark.parametrize("sign", ["\ue001", "\uf7e5", "\U000f0000", "\U0010fffd"])
def test_a_user_made_character_is_a_mark_too_and_never_left_out(sign: str) -> None:
    assert fonts.printable(f"葉{sign}記麵粉廠") == "葉〓記麵粉廠"
    assert fonts.unshown_in([f"葉{sign}記麵粉廠"]) == [f"葉〓記麵粉廠 (U+{ord(sign):04X})"]


def test_split_accents_are_composed_and_single_ones_kept_where_a_font_has_them() -> None:
    assert fonts.printable("Cafe\u0301 e\u0302\u0323") == "Café ệ"
    assert fonts.printable("m\u0304") == "m\u0304"
    assert fonts.printable("o\u0358") == "o〓"


def test_what_was_printed_with_a_mark_is_told_by_whoever_prints() -> None:
    with fonts.unshown() as told:
        fonts.printable("甲乙")
        fonts.printable("周\ue002")
        with fonts.unshown() as within:
            fonts.printable("笑😀")
        fonts.printable("周\ue002")
    fonts.printable("吳\ue003")
    assert (told, within) == (["周〓 (U+E002)"], ["笑〓 (U+1F600)"])


def test_of_a_long_text_only_the_part_with_the_mark_is_told() -> None:
    (told,) = fonts.unshown_in(["長" * 100 + "\ue001" + "文" * 100])
    assert told == "長" * fonts.NEIGHBOURS + "〓" + "文" * (fonts.NEIGHBOURS - 1) + " (U+E001)"


def test_signs_that_cannot_be_seen_are_left_out() -> None:
    assert fonts.printable("甲\x00\u200b\ufe0f\U000e0100\t乙\r\n丙") == "甲 乙 \n丙"


def test_widths_add_up_over_fonts() -> None:
    assert fonts.width_of("王𠮷", 10) == pytest.approx(20.0)
