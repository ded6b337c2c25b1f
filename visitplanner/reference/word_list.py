"""Reads `data/word_list.toml` and `data/satisfaction.toml`: how notes are read, what is asked about the service."""

from __future__ import annotations

import tomllib
from pathlib import Path

from visitplanner.domain.follow_ups.follow_ups import Window
from visitplanner.domain.follow_ups.word_list import CaseSubject, WordList
from visitplanner.domain.visits.questions import ServiceQuestion


def read_words(file: Path) -> WordList:
    """The word list; raises ValueError when two subjects have one id or a window is not known."""
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    subjects = tuple(CaseSubject(one["id"], one["name"], one["name_en"], tuple(one["words"])) for one in table["subject"])
    if len({one.id for one in subjects}) < len(subjects):
        raise ValueError("two subjects of cases have one id")
    return WordList(
        asking=tuple(table["asking"]),
        not_asking=tuple(table["not_asking"]),
        petition=tuple(table["petition"]),
        public_opinion=tuple(table["public_opinion"]),
        windows={Window(name): tuple(words) for name, words in table["windows"].items()},
        topics={ident: tuple(words) for ident, words in table["topics"].items()},
        subjects=subjects,
    )


def read_questions(file: Path) -> tuple[ServiceQuestion, ...]:
    """The questions about the service in the file's order; raises ValueError when two have one id."""
    entries = tomllib.loads(file.read_text(encoding="utf-8"))["question"]
    questions = tuple(ServiceQuestion(one["id"], one["name"], one["name_en"], one["from"], one.get("to")) for one in entries)
    if len({one.id for one in questions}) < len(questions):
        raise ValueError("two questions have one id")
    return questions
