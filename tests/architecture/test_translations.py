"""Everything a person reads stands in the Traditional Chinese catalogues, with the same placeholders."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import polib

from tests.conftest import ROOT

CATALOGUES = ROOT / "resources" / "translations" / "zh_TW"
SPEAKERS = {"said", "_", "text", "tr"}


def sentences(source: str) -> Iterator[str]:
    """English sentences given to `said("…")`, `language.text("…")` or `_("…")` in a source text."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if name in SPEAKERS and isinstance(node.args[0].value, str) and node.args[0].value.strip():
                yield node.args[0].value


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def spoken() -> dict[str, Path]:
    return {
        sentence: path.relative_to(ROOT)
        for path in sorted((ROOT / "visitplanner").rglob("*.py"))
        for sentence in sentences(path.read_text(encoding="utf-8"))
    }


def catalogue() -> dict[str, polib.POEntry]:
    return {entry.msgid: entry for file in sorted(CATALOGUES.glob("*.po")) for entry in polib.pofile(str(file))}


def test_every_sentence_is_translated() -> None:
    known = catalogue()
    missing = sorted(
        f"{path}: {sentence}" for sentence, path in spoken().items() if not getattr(known.get(sentence), "msgstr", "")
    )
    assert missing == []


def test_a_translation_keeps_its_placeholders() -> None:
    wrong = [e.msgid for e in catalogue().values() if placeholders(e.msgstr) - placeholders(e.msgid)]
    assert wrong == []


def test_translations_do_not_contradict_each_other() -> None:
    seen: dict[str, tuple[str, str]] = {}
    quarrels = []
    for file in sorted(CATALOGUES.glob("*.po")):
        for entry in polib.pofile(str(file)):
            other = seen.setdefault(entry.msgid, (entry.msgstr, file.name))
            if other[0] != entry.msgstr:
                quarrels.append(f"{entry.msgid!r}: {other[1]} says {other[0]!r}, {file.name} says {entry.msgstr!r}")
    assert quarrels == []


def test_a_sentence_without_a_translation_is_noticed() -> None:
    assert list(sentences('raise Refused(said("Nobody translated this.", x=1))')) == ["Nobody translated this."]
