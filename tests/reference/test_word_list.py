"""The word list and the questions are read whole, and a file that contradicts itself is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import ROOT
from visitplanner import bootstrap
from visitplanner.domain.follow_ups.follow_ups import Window
from visitplanner.reference.word_list import read_questions, read_words

DATA = ROOT / "data"


def test_every_window_has_words_and_every_topic_is_one_that_is_told() -> None:
    words, topics = bootstrap.known().words, {point.id for point in bootstrap.known().topics}
    assert set(words.windows) == set(Window)
    assert set(words.topics) <= topics
    assert all(subject.words and subject.name and subject.name_en for subject in words.subjects)


def test_three_to_five_questions_are_asked() -> None:
    assert 3 <= len(bootstrap.known().questions) <= 5


@pytest.mark.parametrize(("name", "head"), [("word_list.toml", "[[subject]]"), ("satisfaction.toml", "[[question]]")])
def test_one_id_twice_is_refused(name: str, head: str, tmp_path: Path) -> None:
    text = (DATA / name).read_text(encoding="utf-8")
    file = tmp_path / name
    file.write_text(text + head + text.partition(head)[2].partition("[[")[0], encoding="utf-8")
    with pytest.raises(ValueError, match="one id"):
        (read_words if name == "word_list.toml" else read_questions)(file)
