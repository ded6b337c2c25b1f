"""The industries by which intelligence is rolled up and leaflets are chosen: the three of 伍一(二)3 first, others beside."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from visitplanner.domain.core.messages import Message, said


class Industry(StrEnum):
    """半導體, 石化業, 鋼鐵業 by name; the rest in as few as headquarters' forecast of demand tells apart."""

    SEMICONDUCTORS = "semiconductors"
    PETROCHEMICALS = "petrochemicals"
    STEEL = "steel"
    ELECTRONICS = "electronics"
    METAL_MACHINERY = "metal_machinery"
    MANUFACTURING = "manufacturing"
    DATA_CENTRES = "data_centres"
    SERVICES = "services"
    OTHER = "other"


INDUSTRY_NAMES: Mapping[Industry, Message] = {
    Industry.SEMICONDUCTORS: said("semiconductors"),
    Industry.PETROCHEMICALS: said("petrochemicals"),
    Industry.STEEL: said("steel"),
    Industry.ELECTRONICS: said("electronics"),
    Industry.METAL_MACHINERY: said("metal and machinery"),
    Industry.MANUFACTURING: said("other manufacturing"),
    Industry.DATA_CENTRES: said("data centres"),
    Industry.SERVICES: said("commerce and services"),
    Industry.OTHER: said("other industries"),
}
CLASSES: Mapping[str, Industry] = {
    "261": Industry.SEMICONDUCTORS,
    "241": Industry.STEEL,
    "631": Industry.DATA_CENTRES,
}
"""Three-digit groups of the Standard Industrial Classification (主計總處 行業統計分類, 11th revision)."""
RUNS: tuple[tuple[range, Industry], ...] = (
    (range(17, 19), Industry.PETROCHEMICALS),
    (range(24, 26), Industry.METAL_MACHINERY),
    (range(26, 29), Industry.ELECTRONICS),
    (range(29, 32), Industry.METAL_MACHINERY),
    (range(8, 35), Industry.MANUFACTURING),
    (range(45, 97), Industry.SERVICES),
)
"""Two-digit divisions: 17 石油及煤製品, 18 化學材料及肥料; 24 基本金屬, 25 金屬製品; 26 電子零組件 to 28 電力設備; 29 機械 to 31;
8 to 34 the rest of manufacturing; 45 to 96 trade and services. The first that holds a division is taken."""


def industry_of(sector: str) -> Industry:
    """Proposed from an industry as a list states it (`241 鋼鐵製造業` or `241`); OTHER where the code is not known."""
    code = sector.strip()[:3]
    if code in CLASSES:
        return CLASSES[code]
    if not code[:2].isdecimal() or len(code) < 2:
        return Industry.OTHER
    return next((industry for run, industry in RUNS if int(code[:2]) in run), Industry.OTHER)
