"""What is one engine's own stands in `store/dialects`; the rest of the store runs on any."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

STORE = Path(__file__).parents[2] / "visitplanner" / "store"
OWN = re.compile(
    r"sqlite|sqlcipher|postgres|psycopg|pragma|json_each|\browid\b|\bSTRICT\b|BEGIN (IMMEDIATE|DEFERRED)|"
    r"(UNIQUE|FOREIGN KEY) constraint|foreign_key_check|_master\b|journal_mode",
    re.IGNORECASE,
)
"""Names only one engine knows. `strict` alone is a word of everyday life, so it counts only in capitals below."""


def own_words(text: str) -> list[str]:
    return [found.group() for found in OWN.finditer(text) if found.group() != "strict"]


MODULES = sorted(path for path in STORE.rglob("*.py") if "dialects" not in path.relative_to(STORE).parts)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(STORE)))
def test_no_module_of_the_store_but_a_dialect_names_an_engine(path: Path) -> None:
    assert own_words(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "text",
    [
        "func.json_each(column)",
        'exec_driver_sql("PRAGMA foreign_key_check")',
        "sqlite_strict=True",
        'startswith("UNIQUE constraint")',
    ],
)
def test_what_is_an_engines_own_is_recognised(text: str) -> None:
    assert own_words(text)


def test_the_modules_are_really_read() -> None:
    assert len(MODULES) > 20
