"""The same reason is said once: many visits with one reason become one line with their names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from string import Formatter
from typing import TypeVar

from visitplanner.domain.core.messages import Message, said
from visitplanner.i18n import Language

T = TypeVar("T")
Why = tuple[Message, ...]


@dataclass(frozen=True)
class Reason:
    """A reason with the names it holds for, in the order they came. why: several sentences are one reason."""

    why: Why
    names: tuple[str, ...]

    @property
    def count(self) -> int:
        return len(self.names)


def same_reasons(things: Iterable[T], why: Callable[[T], Why], name: Callable[[T], str]) -> list[Reason]:
    """One line for each reason, the most frequent first.

    Two reasons are the same when their sentences are; numbers and days in them may differ and are then given as
    "from – to". What differs in words stays a reason of its own.
    """
    groups: dict[object, list[tuple[Why, str]]] = {}
    for thing in things:
        groups.setdefault(_sameness(why(thing)), []).append((why(thing), name(thing)))
    found = [Reason(_merged([each for each, _name in group]), tuple(each for _why, each in group)) for group in groups.values()]
    return sorted(found, key=lambda reason: -reason.count)


def names_of(reason: Reason, language: Language) -> str:
    return language.listed(reason.names)


def _sameness(why: Why) -> object:
    return tuple((message.template, _words(message)) for message in why)


def _words(message: Message) -> tuple[tuple[str, str], ...]:
    """What of a message cannot be given as a span: words, and numbers with a form of their own."""
    formed = {name for _text, name, form, _conversion in Formatter().parse(message.template) if name and form}
    return tuple((name, str(value)) for name, value in message.values.items() if name in formed or not _spans(value))


def _spans(value: object) -> bool:
    return isinstance(value, int | dt.date) and not isinstance(value, bool)


def _merged(reasons: Sequence[Why]) -> Why:
    return tuple(_merged_message(messages) for messages in zip(*reasons, strict=True))


def _merged_message(messages: Sequence[Message]) -> Message:
    first = messages[0]
    return said(first.template, **{name: _span([message.values[name] for message in messages]) for name in first.values})


def _span(values: Sequence[object]) -> object:
    if not _spans(values[0]) or len(set(map(str, values))) == 1:
        return values[0]
    low, high = min(values), max(values)  # pyright: ignore[reportArgumentType]
    return said("{first} to {last}", first=low, last=high)
