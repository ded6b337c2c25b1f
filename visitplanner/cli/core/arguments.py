"""Words of a command line turned into values; each refusal names the option and what it takes."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, TypeVar
from uuid import UUID

import typer

from visitplanner.domain.core.errors import Refused, Unknown
from visitplanner.domain.core.messages import said
from visitplanner.domain.core.taiwan_dates import parse_date
from visitplanner.domain.staff.staff import PEOPLE, Person
from visitplanner.services.core.codec import read_json
from visitplanner.services.core.outcome import Query
from visitplanner.services.core.work import Work

E = TypeVar("E", bound=StrEnum)
Year = Annotated[int, typer.Option(help="西元年或民國年 / year")]


def day_of(text: str, option: str) -> dt.date:
    """A day as ISO, 民國 or compact digits; raises `Refused` naming the option."""
    try:
        return parse_date(text)
    except Refused as refusal:
        raise Refused(refusal.what, where=said("{option}: ", option=option), mend=refusal.mend) from None


def identity(text: str) -> UUID:
    """The id a text names; raises `Refused` for anything but a UUID."""
    try:
        return UUID(text)
    except ValueError:
        raise Refused(
            said("{text} is not an id.", text=text), mend=said("Copy the id from the list this command belongs to.")
        ) from None


def western(year: int) -> int:
    """A year given as 115 or 2026; raises `Refused` for anything else."""
    if 100 <= year <= 200:
        return year + 1911
    if 2011 <= year <= 2111:
        return year
    raise Refused(said("{year} is not a year of the visit programme.", year=year), mend=said("Write 2026, or 115."))


def one_of(kind: type[E], text: str, option: str, among: Iterable[E] | None = None) -> E:
    """The member of an enumeration a text names by its value; raises `Refused` with all values.

    among: fewer members that may be chosen.
    """
    chosen: dict[str, E] = {str(member.value): member for member in (kind if among is None else among)}
    if text in chosen:
        return chosen[text]
    raise Refused(
        said("{text} is not possible.", text=text),
        where=said("{option}: ", option=option),
        mend=said("Choose one of: {choices}.", choices=", ".join(chosen)),
    )


@dataclass(frozen=True)
class PersonNamed:
    """The one person of a name or id; raises `Unknown` for none or several."""

    text: str

    def answer(self, work: Work) -> Person:
        found = [person for person in work.shelf(PEOPLE).find() if self.text in (person.name, str(person.id))]
        if len(found) == 1:
            return found[0]
        if found:
            raise Unknown(said("Several people are called {name}.", name=self.text), mend=said("Give the id instead."))
        raise Unknown(
            said("Nobody called {name} is in the staff list.", name=self.text),
            mend=said("Look at `visitplanner staff`, or import the staff list first."),
        )


def person_named(text: str) -> Query[Person]:
    """The query that finds a person by name or id."""
    return PersonNamed(text)


def json_file(path: Path) -> dict[str, Any]:
    """The JSON object in a file; raises `Refused` naming the file and what is wrong with it."""
    where = said("{file}: ", file=path.name)
    try:
        document = read_json(path.read_text(encoding="utf-8-sig"))
    except OSError:
        raise Refused(said("The file cannot be read."), where=where, mend=said("Check its name and folder.")) from None
    except ValueError as fault:
        line = getattr(fault, "lineno", 0)
        if not line and not isinstance(fault, UnicodeDecodeError):
            raise Refused(
                said("This JSON holds what no record can hold: NaN, an endless number or depth, half a sign, a field twice."),
                where=where,
                mend=said("Save it as UTF-8 JSON."),
            ) from None
        raise Refused(
            said("This is not JSON (line {line}).", line=max(line, 1)), where=where, mend=said("Save it as UTF-8 JSON.")
        ) from None
    if not isinstance(document, dict):
        raise Refused(said("The file must hold one JSON object."), where=where, mend=said("Begin it with a brace."))
    return document


def field_of(document: dict[str, Any], name: str, read: Callable[[Any], Any], where: str) -> Any:
    """A field of a document read by `read`; raises `Refused` naming the field when it is missing or of another kind."""
    if name not in document:
        raise Refused(said("The field {name} is missing.", name=name), where=said("{file}: ", file=where), mend=said("Add it."))
    try:
        return read(document[name])
    except (TypeError, ValueError, AttributeError):
        raise Refused(
            said("The field {name} cannot be {value}.", name=name, value=json.dumps(document[name], ensure_ascii=False)),
            where=said("{file}: ", file=where),
            mend=said("See the command's description for what it holds."),
        ) from None


def number(value: Any, field: str) -> Decimal:
    """A number of a JSON file, exactly as it is printed there."""
    try:
        found = Decimal(str(value).strip()) if not isinstance(value, bool) else Decimal("NaN")
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite():
        raise Refused(said("{text} is no number.", text=str(value)), where=said("{option}: ", option=field), field=field)
    return found
