"""Signs that are one to a reader are one in every key; the text itself stays as it was written."""

from __future__ import annotations

import pytest

from visitplanner.domain.core.texts import FOLDS, digits_of, name_key, near_names


@pytest.mark.parametrize(
    ("one", "other"),
    [("臺嶺集團", "台嶺集團"), ("峯岳", "峰岳"), ("ＨＳ 集團", "hs集團"), ("羣電", "群電"), ("e\u0301toile", "étoile")],
)
def test_two_spellings_have_one_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


def test_folding_once_is_folding_for_good_and_no_two_folds_of_one_sign_differ() -> None:
    assert not {ord(base) for base in FOLDS.values()} & set(FOLDS)
    assert all(name_key(chr(sign)) == name_key(base) for sign, base in FOLDS.items())


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
        ("台塑集團", "台泥集團", False),
        ("大禾山集團", "山禾大集團", False),
        ("集團", "企業", False),
    ],
)
def test_names_that_may_be_meant_as_one_are_near(one: str, other: str, near: bool) -> None:
    assert near_names(one, other) is near_names(other, one) is near


@pytest.mark.parametrize(
    ("text", "digits"), [("02-5550-1003", "0255501003"), ("(02)5550 1003轉12", "025550100312"), ("慕廠長", ""), ("", "")]
)
def test_a_number_is_its_digits(text: str, digits: str) -> None:
    assert digits_of(text) == digits
