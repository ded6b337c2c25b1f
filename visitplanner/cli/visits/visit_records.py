"""The file of `visit record`: what it holds and how it becomes the command (cli.md)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from visitplanner.cli.core.arguments import day_of, field_of, identity, json_file, one_of, person_named
from visitplanner.cli.core.session import Session
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.follow_ups.follow_ups import Window
from visitplanner.domain.visits.visits import RECORDABLE, Answer, VisitOutcome
from visitplanner.services.follow_ups.follow_ups import Marks, Raised
from visitplanner.services.visits.learnt import intelligence_given
from visitplanner.services.visits.visits import RecordVisit

FIELDS = frozenset(
    "held_on outcome leader members topics issues satisfaction notes intelligence override met answers".split()  # noqa: SIM905
)
ISSUE_FIELDS = frozenset({"text", "window", "owner", "due", "receipt", "petition", "controller", "public_opinion"})
PersonId = Callable[[str], UUID]


def record_in(session: Session, ident: str, file: Path) -> RecordVisit:
    """The record of a visit in a JSON file, its people by the names in it; raises `Refused`."""
    return record_of(identity(ident), json_file(file), file.name, lambda name: session.office.ask(person_named(name)).id)


def record_of(visit_id: UUID, document: dict[str, Any], name: str, person: PersonId) -> RecordVisit:
    """The command a record file asks for; raises `Refused` naming the field. People go by name or id."""
    refuse_others(document, FIELDS, name)
    members = document.get("members")
    return RecordVisit(
        visit_id=visit_id,
        held_on=day_of(field_of(document, "held_on", text, name), "held_on"),
        outcome=one_of(VisitOutcome, field_of(document, "outcome", text, name), "outcome", RECORDABLE),
        leader_id=person(document["leader"]) if document.get("leader") else None,
        member_ids=None if members is None else tuple(person(each) for each in field_of(document, "members", texts, name)),
        topics=tuple(field_of(document, "topics", texts, name)) if "topics" in document else (),
        raised=tuple(raised_of(issue, name, person) for issue in field_of({"issues": [], **document}, "issues", objects, name)),
        satisfaction=field_of(document, "satisfaction", whole, name) if document.get("satisfaction") is not None else None,
        notes=field_of({"notes": "", **document}, "notes", text, name),
        override=field_of({"override": "", **document}, "override", text, name),
        intelligence=intelligence_given(field_of({"intelligence": {}, **document}, "intelligence", mapping, name)),
        met=tuple(field_of({"met": [], **document}, "met", texts, name)),
        answers=tuple(
            Answer(key, grade) for key, grade in field_of({"answers": {}, **document}, "answers", grades, name).items()
        ),
    )


def raised_of(issue: dict[str, Any], name: str, person: PersonId) -> Raised:
    """What a customer raised, from its object in the record; raises `Refused` naming the field."""
    refuse_others(issue, ISSUE_FIELDS, f"{name} issues")
    return Raised(
        text=field_of(issue, "text", text, name),
        window=one_of(Window, field_of(issue, "window", text, name), "window"),
        owner_id=person(issue["owner"]) if issue.get("owner") else None,
        due_on=day_of(issue["due"], "due") if issue.get("due") else None,
        marks=Marks(
            receipt=field_of({"receipt": "", **issue}, "receipt", text, name),
            petition=field_of({"petition": False, **issue}, "petition", flag, name),
            controller_id=person(issue["controller"]) if issue.get("controller") else None,
            public_opinion=field_of({"public_opinion": False, **issue}, "public_opinion", flag, name),
        ),
    )


def refuse_others(document: dict[str, Any], known: frozenset[str], where: str) -> None:
    """Raises `Refused` for a field that is not known, with those that are."""
    others = sorted(set(document) - known)
    if others:
        raise Refused(
            said("The field {name} is not known.", name=others[0]),
            where=said("{file}: ", file=where),
            mend=said("Choose one of: {choices}.", choices=", ".join(sorted(known))),
        )


def text(value: Any) -> str:
    """The value if it is text; else TypeError."""
    if not isinstance(value, str):
        raise TypeError
    return value


def texts(value: Any) -> list[str]:
    """The value if it is a list of texts; else TypeError."""
    if not isinstance(value, list):
        raise TypeError
    return [text(each) for each in value]


def objects(value: Any) -> list[dict[str, Any]]:
    """The value if it is a list of objects; else TypeError."""
    if not isinstance(value, list):
        raise TypeError
    return [mapping(each) for each in value]


def mapping(value: Any) -> dict[str, Any]:
    """The value if it is an object; else TypeError."""
    if not isinstance(value, dict):
        raise TypeError
    return value


def whole(value: Any) -> int:
    """The value if it is a whole number and no yes or no; else TypeError."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError
    return value


def flag(value: Any) -> bool:
    """The value if it is yes or no; else TypeError."""
    if not isinstance(value, bool):
        raise TypeError
    return value


def grades(value: Any) -> dict[str, int]:
    """The value if it is an object of whole numbers; else TypeError."""
    return {key: whole(grade) for key, grade in mapping(value).items()}
