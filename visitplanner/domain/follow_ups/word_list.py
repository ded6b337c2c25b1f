"""The words by which the program reads what was written of a visit, and what a case is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from visitplanner.domain.follow_ups.follow_ups import Window, same_case


@dataclass(frozen=True, slots=True)
class CaseSubject:
    """What cases are about. name, name_en: what people read; words: by which a case speaks of it."""

    id: str
    name: str
    name_en: str
    words: tuple[str, ...]

    def name_in(self, language: str) -> str:
        """The name in a language by its code."""
        return self.name_en if language == "en" else self.name


@dataclass(frozen=True, slots=True)
class WordList:
    """asking: a sentence with one of these asks for something, once those of not_asking are left out of it. petition,
    public_opinion: words of 陳情 and 輿情. windows: words of each window. topics: more words of a talking point, by its id.
    subjects: what cases are about, the first that fits counts."""

    asking: tuple[str, ...] = ()
    not_asking: tuple[str, ...] = ()
    petition: tuple[str, ...] = ()
    public_opinion: tuple[str, ...] = ()
    windows: Mapping[Window, tuple[str, ...]] = field(default_factory=dict[Window, tuple[str, ...]])
    topics: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    subjects: tuple[CaseSubject, ...] = ()

    def asks(self, sentence: str) -> bool:
        """Whether a sentence asks the office for something."""
        for word in self.not_asking:
            sentence = sentence.replace(word, "")
        return stands_in(sentence, self.asking)

    def window(self, sentence: str) -> Window:
        """The window most words of a sentence speak of; 業務 where none does."""
        found = {window: sum(word in sentence for word in words) for window, words in self.windows.items()}
        best = max(found, key=lambda window: found[window], default=Window.BUSINESS)
        return best if found.get(best) else Window.BUSINESS

    def subject(self, text: str) -> CaseSubject | None:
        """What a case is about; None where no word tells."""
        return next((one for one in self.subjects if stands_in(text, one.words)), None)

    def alike(self, text: str, other: str) -> bool:
        """Whether two cases say the same or are about the same."""
        about = self.subject(text)
        return same_case(text, other) or (about is not None and about == self.subject(other))


def stands_in(text: str, words: Iterable[str]) -> bool:
    """Whether one of the words stands in a text."""
    return any(word in text for word in words)
