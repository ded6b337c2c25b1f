"""A kind of record, described once.

From the description follow the shelf, the journal and undo, and for a kind with fields the commands, the list, the form,
the command line, the search and the row of a spreadsheet. The table and its migration are written out beside it
(`store/tables`, `store/migrations`); a test holds them to the record.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields, replace
from dataclasses import Field as DataclassField
from functools import cached_property
from typing import Any, Generic, TypeVar, cast
from uuid import UUID

from visitplanner.domain.core.errors import Faults, Refused
from visitplanner.domain.core.fields import FieldType, Wording, referred
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.records import Record
from visitplanner.domain.core.texts import LONGEST_LINE, LONGEST_TEXT

R = TypeVar("R", bound=Record)
NOTHING = (None, "", ())
"""What an empty field holds."""
SENTENCES = frozenset(
    {
        *("first_note", "form", "hours", "key", "note", "notes", "override", "reason", "second_note", "source"),
        *("source_name", "text", "visit_anyway"),
        *("air_conditioning", "comment", "expansion", "lighting", "outlook", "past", "power", "proposed", "result", "summary"),
    }
)
"""Fields in which people write sentences, or which name a file; every other text is a name, a number or an address."""


@dataclass(frozen=True, slots=True)
class RecordField:
    """One field of a record, named as in its class.

    hint: a sentence below the input. example: what an empty input shows. unit: of a number. beside: a form shows it beside
    the field before it.
    """

    name: str
    title: Message
    type: FieldType
    hint: Message | None = None
    example: Message | None = None
    unit: Message | None = None
    beside: bool = False

    @property
    def heading(self) -> Message:
        """The title with its unit."""
        return self.title if self.unit is None else said("{title} ({unit})", title=self.title, unit=self.unit)


def as_it_is(record: R) -> R:
    return record


def own_name(record: Any) -> tuple[str, ...]:
    return (record.name,)


@dataclass(frozen=True, eq=False)
class Kind(Generic[R]):
    """One kind of record.

    name: of its shelf and table. noun: what a message calls it; plural: many of them. label: what a message calls this very
    one. order: the fields lists are sorted by. topic: what pages that show it listen to, its own name unless they show it
    with others. subject: its ids stand in the table of subjects too. journalled: a change of it stands in the journal, can
    be taken back and is heard by pages. sought: the text a search looks through, kept in a column of that name beside the
    record's own. fields: what a person reads and writes; none for a kind whose forms and commands are made by hand. check:
    the record as it is kept, or `Refused` with the field at fault. named: what a reference shows for a record, then other
    texts by which it may be named. rivals: why a record cannot stand with others of its kind that have the same value in the
    field `beside`; asked before a change is taken back.
    """

    name: str
    record: type[R]
    noun: Message
    label: Callable[[R], Message]
    order: tuple[str, ...]
    topic: str = ""
    subject: bool = False
    journalled: bool = True
    sought: Callable[[R], str] | None = None
    plural: Message | None = None
    fields: tuple[RecordField, ...] = ()
    check: Callable[[R], R] = as_it_is
    named: Callable[[R], tuple[str, ...]] = own_name
    beside: str = ""
    rivals: Callable[[R, Sequence[R]], Message | None] | None = None

    def __post_init__(self) -> None:
        strange = [field.name for field in self.fields if field.name not in self._of_record]
        if strange:
            raise TypeError(f"{self.record.__name__} has no field {', '.join(strange)}")
        nameless = [kind.name for kind in self.referred if "name" not in kind.names]
        if nameless:
            raise TypeError(f"{self.name} refer to {', '.join(nameless)}, by whose names they could not be sorted")

    @cached_property
    def _of_record(self) -> dict[str, DataclassField[Any]]:
        return {field.name: field for field in fields(self.record)}

    @property
    def names(self) -> tuple[str, ...]:
        """All fields of the record, id and version among them."""
        return tuple(self._of_record)

    def longest(self, name: str) -> int:
        """How many signs the text of a field holds at most."""
        return LONGEST_TEXT if name in SENTENCES else LONGEST_LINE

    @property
    def topics(self) -> frozenset[str]:
        """What pages that show it listen to; nobody hears of drafts."""
        return frozenset({self.topic or self.name}) if self.journalled else frozenset()

    @property
    def many(self) -> Message:
        """What lists of them are called."""
        return self.plural or self.noun

    @property
    def word(self) -> str:
        """Its noun on the command line."""
        return self.name.replace("_", "-")

    @property
    def referred(self) -> tuple[Kind[Any], ...]:
        """The kinds to which its fields refer, each once."""
        return tuple(dict.fromkeys(cast("Kind[Any]", kind) for field in self.fields for kind in referred(field.type)))

    def refers_to(self, record: R) -> tuple[UUID, ...]:
        """The ids of the records to which a record refers."""
        found: list[UUID] = []
        for field in self.fields:
            value = getattr(record, field.name) if referred(field.type) else None
            found += value if isinstance(value, tuple) else [value] if value is not None else []
        return tuple(found)

    def field(self, name: str) -> RecordField:
        return next(field for field in self.fields if field.name == name)

    def required(self, field: RecordField) -> bool:
        """Whether the field may not be empty: the record's class gives it no value of its own."""
        return self._of_record[field.name].default is MISSING

    def empty(self, field: RecordField) -> Any:
        """What a field holds that nobody filled; None where one must."""
        return None if self.required(field) else self._of_record[field.name].default

    def read(self, texts: Mapping[str, str], wording: Wording, kept: R | None = None, **given: Any) -> R:
        """The record of texts by field. Fields without a text are those of `kept`, or empty; given: values that need no reading.

        Raises `Refused` with the field, or `Faults` when several cannot be read.
        """
        values, faults = dict(given), list[Refused]()
        for field in self.fields:
            if field.name in given or (kept is not None and field.name not in texts):
                continue
            try:
                values[field.name] = self._value(field, texts.get(field.name, ""), wording)
            except Refused as refusal:
                faults.append(beside(refusal, field))
        refuse_all(faults)
        return self.record(**values) if kept is None else replace(kept, **values)

    def write(self, record: R, wording: Wording) -> dict[str, str]:
        """The record as texts by field, such as the row of a spreadsheet; `read` gives it back."""
        return {field.name: self.written(record, field, wording) for field in self.fields}

    def texts(self, record: R | None, wording: Wording) -> dict[str, str]:
        """What a form begins with: the record, or what a field holds that nobody filled."""
        if record is not None:
            return self.write(record, wording)
        empty = [(field, self.empty(field)) for field in self.fields]
        return {field.name: "" if value in NOTHING else field.type.write(value, wording) for field, value in empty}

    def written(self, record: R, field: RecordField, wording: Wording) -> str:
        value = getattr(record, field.name)
        return "" if value in NOTHING else field.type.write(value, wording)

    def plain(self, record: R) -> dict[str, Any]:
        """The record for a program: id and fields by name."""
        shown: dict[str, Any] = {"id": record.id}
        for field in self.fields:
            value = getattr(record, field.name)
            shown[field.name] = value if value is None else field.type.plain(value)
        return shown

    def checked(self, record: R) -> R:
        """The record as it is kept: every field by its type, then all of them by `check`. Raises `Refused` or `Faults`."""
        values, faults = dict[str, Any](), list[Refused]()
        for field in self.fields:
            value = getattr(record, field.name)
            try:
                values[field.name] = value if value is None else field.type.checked(value)
                if self.required(field) and values[field.name] in NOTHING:
                    raise missing(field)
            except Refused as refusal:
                faults.append(beside(refusal, field))
        refuse_all(faults)
        return self.check(replace(record, **values))

    def _value(self, field: RecordField, text: str, wording: Wording) -> Any:
        shown = text.removesuffix(wording.say(field.unit)) if field.unit else text
        if shown.strip():
            return field.type.read(shown, wording)
        if self.required(field):
            raise missing(field)
        return self.empty(field)


def missing(field: RecordField) -> Refused:
    return Refused(said("{title} is missing.", title=field.title), field=field.name)


def beside(refusal: Refused, field: RecordField) -> Refused:
    """The refusal beside a field of the form."""
    return type(refusal)(refusal.what, where=refusal.where, mend=refusal.mend, field=field.name)


def refuse_all(faults: list[Refused]) -> None:
    """Raise what was found, if anything was."""
    if faults:
        raise faults[0] if len(faults) == 1 else Faults(faults)
