"""Colours can be read, live in one place, and every icon that is named exists."""

from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QColor

from tests.conftest import ROOT
from visitplanner.ui.core import style
from visitplanner.ui.core.style import DARK, LIGHT, Theme, Tokens, Tone

TEXTS = [
    ("text", "bg"), ("text", "surface"), ("muted", "surface"), ("muted", "bg"), ("accent", "surface"), ("accent", "bg"),
    ("on_accent", "accent"), ("on_accent", "accent_strong"), ("nav_text", "nav"), ("nav_strong", "nav_active"),
    ("accent", "accent_soft"), ("text", "accent_soft"), ("text", "hover"), ("muted", "hover"), ("danger", "surface"),
    *[(tone.value, f"{tone.value}_soft") for tone in (Tone.OK, Tone.WARN, Tone.DANGER)],
]  # fmt: skip
SOURCES = sorted((ROOT / "visitplanner" / "ui").rglob("*.py"))


def luminance(colour: str) -> float:
    parts = [part / 255 for part in QColor(colour).getRgb()[:3]]  # pyright: ignore[reportOptionalSubscript, reportOperatorIssue]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    """The contrast ratio of WCAG 2.2, 1 to 21."""
    dark, light = sorted((luminance(first), luminance(second)))
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_is_the_greatest_contrast() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=lambda tokens: tokens.name)
@pytest.mark.parametrize(("ink", "ground"), TEXTS)
def test_text_can_be_read_on_its_ground(tokens: Tokens, ink: str, ground: str) -> None:
    assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=lambda tokens: tokens.name)
def test_the_border_of_an_input_can_be_seen(tokens: Tokens) -> None:
    assert contrast(tokens.field, tokens.surface) >= 3


def test_pages_hold_no_colours_of_their_own() -> None:
    places = [path for path in SOURCES if path.name != "style.py"]
    assert [path.name for path in places if re.search(r"#[0-9A-Fa-f]{6}\b", path.read_text(encoding="utf-8"))] == []


def test_every_icon_that_is_named_exists_and_none_lies_unused() -> None:
    there = {path.stem for path in (ROOT / "resources" / "icons").glob("*.svg")}
    text = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
    named = set(re.findall(r'(?:icon=|icon\()"([a-z0-9-]+)"', text))
    used = {name for name in there if f'"{name}"' in text}
    assert named <= there
    assert there - used == set()


def test_the_icons_bring_their_licence() -> None:
    assert "ISC License" in (ROOT / "resources" / "icons" / "LICENSE").read_text(encoding="utf-8")


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=lambda tokens: tokens.name)
def test_the_style_sheet_has_no_name_left_open(tokens: Tokens) -> None:
    sheet = style.sheet(style.Look(tokens, 130))
    assert "@" not in sheet
    assert not re.search(r"\d+sp\b", sheet)


def test_the_font_grows_with_its_setting(qapp: object) -> None:
    assert style.Look(LIGHT, 150).font(13).pixelSize() == 20
    assert style.Look(LIGHT, 100).font(13).pixelSize() == 13


def test_the_fonts_of_the_program_are_found(qapp: object) -> None:
    families = style.load_fonts()
    assert style.FAMILY in families
    assert style.RARE_FAMILY in families


def test_a_theme_is_dark_when_it_says_so() -> None:
    assert style.is_dark(Theme.DARK)
    assert not style.is_dark(Theme.LIGHT)
