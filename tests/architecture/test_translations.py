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


def literals(source: str) -> set[str]:
    """Every string a source text holds: a sentence may reach the speaker by a table or a parameter."""
    return {node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def gaps_by_language(source: str) -> list[str]:
    """Where a source text chooses itself what stands between two sentences, by the code of the language."""
    return [
        ast.unparse(node)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.IfExp)
        and ".code" in ast.unparse(node.test)
        and any(isinstance(part, ast.Constant) and str(part.value).strip() == "" for part in (node.body, node.orelse))
    ]


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


def test_every_translation_is_of_a_sentence_the_program_has() -> None:
    known = {text for path in (ROOT / "visitplanner").rglob("*.py") for text in literals(path.read_text(encoding="utf-8"))}
    assert sorted(set(catalogue()) - known) == []


def test_a_translation_nothing_uses_is_noticed() -> None:
    assert "Gone." not in literals('NAMES = {1: said("Still here.")}')
    assert "Still here." in literals('NAMES = {1: said("Still here.")}')


def test_only_the_language_itself_knows_what_stands_between_sentences() -> None:
    found = {
        path.name: gaps
        for path in (ROOT / "visitplanner").rglob("*.py")
        if path.name != "i18n.py" and (gaps := gaps_by_language(path.read_text(encoding="utf-8")))
    }
    assert found == {}


def test_a_gap_chosen_by_the_language_is_found() -> None:
    assert gaps_by_language('x = (" " if language.code == "en" else "").join(y)') == ["' ' if language.code == 'en' else ''"]
    assert gaps_by_language('x = ("" if self._language.code != "en" else " ").join(y)') != []
    assert gaps_by_language('x = 44.0 if language.code == "zh_TW" else 66.0') == []


def test_no_sentence_holds_a_curved_apostrophe() -> None:
    """The source writes an apostrophe straight: in the type of the program a curved one is as wide as a Chinese sign."""
    assert [sentence for sentence in spoken() if "\u2019" in sentence] == []
