"""How everything looks: colours, type and space live here and in `resources/style`, pages hold none of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from visitplanner.paths import resources_folder

FAMILY = "Noto Sans TC"
RARE_FAMILY = "VP Sans Rare"
ROW_HEIGHT = 36
RAIL_WIDTH, NARROW_RAIL, WIDE_ENOUGH = 168, 60, 1200
"""Pixels at 100 %: of the rail with words, with icons alone, and of the least window that has room for the words."""
PERCENTS = (90, 100, 115, 130, 150)
"""The font sizes a person may choose, in percent."""


class Theme(StrEnum):
    """Light, dark, or as the system has it."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Tone(StrEnum):
    """What a colour means; never told by the colour alone."""

    PLAIN = "plain"
    ACCENT = "accent"
    OK = "ok"
    WARN = "warn"
    DANGER = "danger"


@dataclass(frozen=True)
class Tokens:
    """Colours by purpose. Text on its ground has a contrast of at least 4.5, an input's border 3 (`tests/ui/test_style.py`)."""

    name: str
    bg: str
    surface: str
    border: str
    hairline: str
    field: str
    scroll: str
    text: str
    muted: str
    disabled: str
    hover: str
    accent: str
    accent_strong: str
    accent_soft: str
    on_accent: str
    ok: str
    ok_soft: str
    warn: str
    warn_soft: str
    danger: str
    danger_soft: str
    nav: str
    nav_text: str
    nav_strong: str
    nav_hover: str
    nav_active: str
    nav_focus: str

    def tone(self, tone: Tone) -> str:
        """The name of a tone's strong colour."""
        return self.muted if tone is Tone.PLAIN else getattr(self, tone.value)

    def soft(self, tone: Tone) -> str:
        """The name of the ground that goes with a tone."""
        return self.bg if tone is Tone.PLAIN else getattr(self, f"{tone.value}_soft")


LIGHT = Tokens(
    name="light", bg="#F6F7F9", surface="#FFFFFF", border="#DFE3E8", hairline="#ECEFF2", field="#87929F", scroll="#C6CDD5",
    text="#1C2530", muted="#566370", disabled="#8A95A1", hover="#F1F4F8",
    accent="#0B5CAD", accent_strong="#084A8C", accent_soft="#E3EEFA", on_accent="#FFFFFF",
    ok="#1B7A48", ok_soft="#E6F4EC", warn="#8F5A00", warn_soft="#FBF3E0", danger="#B3261E", danger_soft="#FCEBE9",
    nav="#14304D", nav_text="#DCE6F0", nav_strong="#FFFFFF", nav_hover="#1C3D5F", nav_active="#28527C", nav_focus="#8FC2F5",
)  # fmt: skip
DARK = Tokens(
    name="dark", bg="#12171D", surface="#1A2129", border="#303A45", hairline="#262F39", field="#6C7986", scroll="#46525E",
    text="#E8EDF2", muted="#A3AFBB", disabled="#75818D", hover="#222B35",
    accent="#6CB2F7", accent_strong="#8FC6FB", accent_soft="#1E3450", on_accent="#0B1420",
    ok="#5BC98A", ok_soft="#17322A", warn="#F0B454", warn_soft="#332918", danger="#FF8A80", danger_soft="#3B2023",
    nav="#0D1217", nav_text="#C9D4DF", nav_strong="#FFFFFF", nav_hover="#182029", nav_active="#1E3450", nav_focus="#6CB2F7",
)  # fmt: skip


PERIOD_COLOURS = ("#C8452F", "#E3A23B", "#6FA8A0", "#3F78B5")
"""Charts: peak, half-peak, Saturday half-peak, off-peak; the same on screen and paper."""

HEAT = {
    "light": ("#F4F7FA", "#CFE0EF", "#8FB8DC", "#4B87BE", "#1F5A96", "#0D2F59"),
    "dark": ("#202A35", "#24425F", "#2F6A9C", "#579CD3", "#9CCBF2", "#EAF5FF"),
}
"""Charts: from no power to the highest, in even steps."""


@dataclass(frozen=True)
class Look:
    """What is in force now: the colours and the font size in percent."""

    tokens: Tokens = LIGHT
    percent: int = 100

    def px(self, size: float) -> int:
        """A length that grows with the font size."""
        return round(size * self.percent / 100)

    def font(self, size: float = 13, bold: bool = False) -> QFont:
        """A font of so many pixels at 100 %, its figures all equally wide."""
        font = QFont([FAMILY, RARE_FAMILY])
        font.setPixelSize(self.px(size))
        font.setBold(bold)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def colour(self, name: str) -> QColor:
        """A colour by its name among the tokens."""
        return QColor(getattr(self.tokens, name))

    def heat(self, steps: int = 256) -> list[QColor]:
        """The colours of a load from nothing to its highest, in so many even steps."""
        anchors = [QColor(name) for name in HEAT[self.tokens.name]]
        return [_between(anchors, step * (len(anchors) - 1) / (steps - 1)) for step in range(steps)]


def _between(anchors: list[QColor], place: float) -> QColor:
    before = min(int(place), len(anchors) - 2)
    share = place - before
    first, second = anchors[before], anchors[before + 1]
    pairs = ((first.red(), second.red()), (first.green(), second.green()), (first.blue(), second.blue()))
    return QColor(*(round(a + (b - a) * share) for a, b in pairs))


_in_force = [Look()]


def look() -> Look:
    """The look in force."""
    return _in_force[0]


def apply(app: QApplication, theme: Theme = Theme.LIGHT, percent: int = 100) -> Look:
    """Dress the program: Fusion, our palette, our fonts and the short style sheet."""
    tokens = DARK if is_dark(theme) else LIGHT
    chosen = Look(tokens, percent if percent in PERCENTS else 100)
    if app.styleSheet() and chosen == look():
        return chosen  # dressing again would touch every widget there is
    _in_force[0] = chosen
    load_fonts()
    app.setStyle("Fusion")
    app.setPalette(palette(tokens))
    app.setFont(chosen.font())
    app.setStyleSheet(sheet(chosen))
    icon.cache_clear()
    return chosen


def is_dark(theme: Theme) -> bool:
    """Whether a theme is dark now; that of the system is asked each time."""
    if theme is Theme.SYSTEM:
        return QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    return theme is Theme.DARK


@lru_cache(maxsize=1)
def load_fonts() -> tuple[str, ...]:
    """Make the program's own fonts known to Qt; their family names."""
    families: list[str] = []
    for name in ("NotoSansTC-Regular.ttf", "NotoSansTC-Bold.ttf", "VPSansRare-Regular.ttf"):
        number = QFontDatabase.addApplicationFont(str(resources_folder() / "fonts" / name))
        families += QFontDatabase.applicationFontFamilies(number)
    return tuple(families)


def palette(tokens: Tokens) -> QPalette:
    """Qt's palette made of the tokens."""
    role = QPalette.ColorRole
    colours = {
        role.Window: tokens.bg, role.WindowText: tokens.text, role.Base: tokens.surface, role.AlternateBase: tokens.hover,
        role.Text: tokens.text, role.Button: tokens.surface, role.ButtonText: tokens.text, role.BrightText: tokens.danger,
        role.Highlight: tokens.accent, role.HighlightedText: tokens.on_accent, role.PlaceholderText: tokens.muted,
        role.Link: tokens.accent, role.LinkVisited: tokens.accent, role.Accent: tokens.accent, role.Mid: tokens.border,
        role.ToolTipBase: tokens.text, role.ToolTipText: tokens.bg, role.Light: tokens.surface, role.Dark: tokens.field,
    }  # fmt: skip
    made = QPalette()
    for key, colour in colours.items():
        made.setColor(key, QColor(colour))
    for key in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, key, QColor(tokens.disabled))
    return made


def sheet(chosen: Look) -> str:
    """The style sheet with the colours and sizes of a look filled in."""
    folder = resources_folder() / "style"
    text = (folder / "window.qss").read_text(encoding="utf-8")
    values = {f.name: getattr(chosen.tokens, f.name) for f in fields(Tokens)}
    values |= {f"icon_{way}": (folder / f"{way}-{chosen.tokens.name}.svg").as_posix() for way in ("down", "up", "check")}
    text = re.sub(r"(\d+)sp\b", lambda found: f"{chosen.px(int(found[1]))}px", text)
    return re.sub(r"@(\w+)", lambda found: values[found[1]], text.partition("*/")[2])


@lru_cache(maxsize=256)
def icon(name: str, colour: str = "text") -> QIcon:
    """An outline icon of `resources/icons` in a colour of the look in force, sharp from 100 to 200 %."""
    svg = (resources_folder() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    drawn = QSvgRenderer(QByteArray(svg.replace("currentColor", getattr(look().tokens, colour)).encode()))
    made = QIcon()
    for side in (16, 20, 24, 32, 40, 64):
        pixmap = QPixmap(side, side)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        drawn.render(painter, QRectF(0, 0, side, side))
        painter.end()
        made.addPixmap(pixmap)
    return made
