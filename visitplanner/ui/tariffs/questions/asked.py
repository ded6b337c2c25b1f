"""What a question of a customer's is made of: what the person gives, what it is answered from, and the answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import Enum, auto
from pathlib import Path
from typing import Any, NamedTuple

from visitplanner.domain.core.messages import Message
from visitplanner.domain.customers.customers import Customer
from visitplanner.domain.tariffs.answers.dated_figures import Figures
from visitplanner.domain.tariffs.bills.year import Question
from visitplanner.domain.tariffs.books.load import Load
from visitplanner.services.answers.told import Told
from visitplanner.services.core.outcome import Query
from visitplanner.services.core.ports import Stop
from visitplanner.services.core.reference_data import ReferenceData
from visitplanner.ui.tariffs.charts.study import Study

Months = Mapping[int, Decimal]
"""A number for each calendar month that has one."""


class AskedAs(Enum):
    """What stands in a field: a number; numbers by month (`7=20, 8=5`); one of several; a file."""

    NUMBER = auto()
    MONTHS = auto()
    CHOICE = auto()
    FILE = auto()


class AskedNumber(NamedTuple):
    """Something the person gives. needed: without it nothing is worked out. usual: what stands in the field at first. choices:
    value and title of each, where one of several is asked for."""

    key: str
    title: Message
    needed: bool = True
    usual: str = ""
    shape: AskedAs = AskedAs.NUMBER
    choices: tuple[tuple[str, Message], ...] = ()


@dataclass(frozen=True)
class Given:
    """What was given, by key."""

    numbers: Mapping[str, Decimal] = field(default_factory=dict[str, Decimal])
    months: Mapping[str, Months] = field(default_factory=dict[str, Months])
    chosen: Mapping[str, str] = field(default_factory=dict[str, str])
    files: Mapping[str, Path] = field(default_factory=dict[str, Path])


class Case(NamedTuple):
    """What an answer is worked out of. read_load: reads a file with a load; called off the window's thread."""

    study: Study
    known: ReferenceData
    figures: Figures
    given: Given
    read_load: Callable[[Path], Load]

    @property
    def numbers(self) -> Mapping[str, Decimal]:
        """The numbers given."""
        return self.given.numbers

    @property
    def question(self) -> Question:
        """The study's account and prices, with a power factor where the person gave one."""
        question = replace(self.study.asked.question, months=self.study.months)
        percent = self.numbers.get("power_factor")
        return question if percent is None else replace(question, account=replace(question.account, power_factor_percent=percent))


@dataclass(frozen=True, eq=False)
class CustomerQuestion:
    """title: as a customer asks it. answer: None for what only the store can answer; then `stored` is asked, `tell` says it.
    waits: nothing is worked out before the person asks, though no single number is needed."""

    key: str
    title: Message
    numbers: tuple[AskedNumber, ...]
    answer: Callable[[Case, Stop], Told] | None
    stored: Callable[[Customer], Query[Any]] | None = None
    tell: Callable[[Any], Told] | None = None
    waits: bool = False

    @property
    def at_once(self) -> bool:
        """Whether it can be answered before the person gave anything."""
        return not self.waits and not any(each.needed and not each.usual for each in self.numbers)
