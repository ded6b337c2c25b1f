"""Signs that are one to a reader are one in every key; the text itself stays as it was written."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitplanner.domain.core.signs import FOUND_AS, JAPANESE, SIMPLIFIED, WRITTEN_ONE
from visitplanner.domain.core.texts import FOLDS, SIGNS_OUT, digits_of, name_key, near_names, search_key, tidy


@pytest.mark.parametrize(
    ("one", "other"),
    [("臺嶺集團", "台嶺集團"), ("峯岳", "峰岳"), ("ＨＳ 集團", "hs集團"), ("羣電", "群電"), ("e\u0301toile", "étoile")],
)
def test_two_spellings_have_one_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


def test_folding_once_is_folding_for_good_and_no_two_folds_of_one_sign_differ() -> None:
    assert not {ord(base) for base in FOLDS.values()} & set(FOLDS)
    assert all(name_key(chr(sign)) == name_key(base) for sign, base in FOLDS.items())


def test_a_search_folds_once_for_good_and_to_signs_that_are_written_here() -> None:
    pairs = (SIMPLIFIED + JAPANESE + WRITTEN_ONE).split()
    assert len(pairs) == len({pair[0] for pair in pairs}) and all(len(pair) == 2 for pair in pairs)
    assert not {ord(base) for base in FOUND_AS.values()} & (set(FOUND_AS) | set(FOLDS))
    assert not set(FOUND_AS) & set(FOLDS)
    assert all(search_key(search_key(pair)) == search_key(pair) == search_key(pair[1] * 2) for pair in pairs)


def test_every_pair_is_of_the_writing_it_is_said_to_be_of() -> None:
    """The sets of signs of four national standards, as Python knows them, tell the writings apart."""

    def stands_in(sign: str, code: str) -> bool:
        return bool(sign.encode(code, "ignore"))

    assert [pair for pair in SIMPLIFIED.split() if not stands_in(pair[0], "gb2312") or not stands_in(pair[1], "big5hkscs")] == []
    assert [pair for pair in JAPANESE.split() if not stands_in(pair[0], "euc_jp") or not stands_in(pair[1], "big5")] == []
    of_simplified = {pair[1] for pair in SIMPLIFIED.split()}
    assert [p for p in WRITTEN_ONE.split() if p[1] not in of_simplified and not stands_in(p[1], "gb2312")] == []


@pytest.mark.parametrize(
    "forms", [("国電", "國電", "国电"), ("広沢鉄工", "廣澤鐵工"), ("制造", "製造"), ("神社", "神\ufa4c", "\ufa19社")]
)
def test_a_search_finds_each_writing_by_each(forms: tuple[str, ...]) -> None:
    assert len({search_key(form) for form in forms}) == 1


@pytest.mark.parametrize("pair", [("傑", "杰"), ("莊", "庄"), ("升", "昇"), ("嶺", "領")])
def test_signs_that_tell_names_apart_are_not_folded(pair: tuple[str, str]) -> None:
    assert name_key(pair[0]) != name_key(pair[1])


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("沐里集團", "沐里關係企業", True),
        ("沐里股份有限公司", "沐里集團", True),
        ("大禾山集團", "大和山集團", True),
        ("大禾山集團", "大禾山林集團", True),
        ("臺嶺集團", "台嶺集團", False),
        ("國光集團", "国光集团", True),
        ("林世傑", "林世杰", True),
        ("台塑集團", "台泥集團", False),
        ("大禾山集團", "山禾大集團", False),
        ("集團", "企業", False),
        ("第1集團", "第2集團", False),
        ("第15集團", "第5集團", False),
        ("永裕一廠", "永裕二廠", False),
        ("永裕十一廠", "永裕11廠", True),
        ("第１集團", "第一集團", True),
    ],
)
def test_names_that_may_be_meant_as_one_are_near(one: str, other: str, near: bool) -> None:
    assert near_names(one, other) is near_names(other, one) is near


@pytest.mark.parametrize(
    ("text", "digits"), [("02-5550-1003", "0255501003"), ("(02)5550 1003轉12", "025550100312"), ("慕廠長", ""), ("", "")]
)
def test_a_number_is_its_digits(text: str, digits: str) -> None:
    assert digits_of(text) == digits


@given(st.text(st.sampled_from("ab 中臺é e\u0301\u3000\u2002\u200b\t\n\x00\u202e\ufeff"), max_size=12))
def test_tidy_text_is_composed_with_single_blanks_whatever_it_was(text: str) -> None:
    """The short ways for text that is tidy already give what the long way gives."""
    assert tidy(text) == " ".join(unicodedata.normalize("NFC", text.translate(SIGNS_OUT)).split())
