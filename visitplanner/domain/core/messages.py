"""What a rule has to say to a person, before anybody chose a language.

A rule knows no language: it names an English sentence with placeholders and the values that fill it. The front ends
translate the sentence and format the values (`visitplanner.i18n`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Message:
    """An English sentence with named placeholders and their values.

    Values are formatted by the front end: dates after the user's calendar, numbers by the placeholder's own format
    (`{kw:,}`), another `Message` by its own translation.
    """

    template: str
    values: Mapping[str, object] = field(default_factory=dict[str, object])

    def __str__(self) -> str:
        """The English sentence; good enough for a log, never shown to a user who reads Chinese."""
        return self.template.format(**self.values)


def said(template: str, /, **values: object) -> Message:
    """Make a message; the name by which translations are found in the source (`tests/architecture`)."""
    return Message(template, values)


def counted(*parts: tuple[int, Message], nothing: Message) -> Message:
    """What an acknowledgement counts, those parts alone that are not zero: `3 added, 2 moved.`; `nothing` where all are."""
    told = [message for count, message in parts if count]
    return said("{parts}.", parts=listed(told)) if told else nothing


def together(first: Message | None, second: Message) -> Message:
    """Two sentences, one after the other."""
    return second if first is None else said("{first} {second}", first=first, second=second)


def listed(parts: Iterable[Message | str]) -> Message:
    """Several in one message, at least one: `Tuesdays, Thursdays`."""
    first, *others = parts
    whole = first if isinstance(first, Message) else Message("{text}", {"text": first})
    for other in others:
        whole = said("{first}, {second}", first=whole, second=other)
    return whole
