"""What was kept in settings until step 0003, and the records it becomes. History: it never changes with the records.

A piece is the smallest part of a setting that becomes one record: a day of closure, a draft tariff, a customer's saving. A
piece that cannot be read stays where it is, as it is.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

Plain = dict[str, Any]
UNREADABLE = (ValueError, TypeError, KeyError, AttributeError, IndexError, InvalidOperation, RecursionError)
YEARS = "calendars"
"""The setting that listed the years with an imported calendar; the calendars say so themselves now."""
SIGNERS = ("officer", "section_chief", "manager", "director")
CLASSES = ("general", "agriculture_fishery", "school_k12", "school_kindergarten_university", "welfare")
VOLTAGES = ("HV", "EHV", "LV")
OPTIONS = ("two_stage", "three_stage_fixed", "three_stage_variable", "batch", "ev")


@dataclass
class Moved:
    """records: plain values by field name, without version. rest: what of the setting could not be read, None if nothing."""

    records: list[Plain] = field(default_factory=list[Plain])
    rest: Any = None


@dataclass(frozen=True)
class Mover:
    """kind: the records' table. key: which settings. pieces: (piece, (name or place, value)) of a setting's value. record:
    makes a record of a piece, from the setting's id, its key's match and the piece; raises one of UNREADABLE."""

    kind: str
    key: re.Pattern[str]
    pieces: Callable[[Any], Iterator[tuple[Any, tuple[Any, Any]]]]
    record: Callable[[str, re.Match[str], Any, Any], Plain]

    def moved(self, ident: str, key: str, value: Any, known: set[str] | None = None) -> Moved:
        """The records of one setting. known: the customers that are kept, if savings must have one."""
        match = self.key.fullmatch(key)
        found = Moved()
        seen: set[str] = set()
        if match is None:
            raise ValueError(key)
        try:
            pieces = list(self.pieces(value))
        except UNREADABLE:
            return Moved(rest=value)
        for piece, (name, part) in pieces:
            try:
                record = self.record(ident, match, name, part)
                if record["id"] in seen or (known is not None and record.get("customer_id", None) not in {*known, None}):
                    raise ValueError(record["id"])
                seen.add(record["id"])
                found.records.append(record)
            except UNREADABLE:
                found.rest = piece if found.rest is None else _joined(found.rest, piece)
        return found


def is_record(key: str) -> bool:
    """Whether a setting of this key should have become records."""
    return key == YEARS or mover_of(key) is not None


def mover_of(key: str) -> Mover | None:
    """How a setting of this key becomes a record; None for one that stays a setting."""
    return next((mover for mover in MOVERS if mover.key.fullmatch(key)), None)


def _joined(one: Any, other: Any) -> Any:
    return {**one, **other} if isinstance(one, dict) else [*one, *other]


def _whole(value: Any) -> Iterator[tuple[Any, tuple[Any, Any]]]:
    yield value, (None, value)


def _by_name(value: dict[str, Any]) -> Iterator[tuple[Any, tuple[Any, Any]]]:
    for name, part in value.items():
        yield {name: part}, (name, part)


def _by_place(value: list[Any]) -> Iterator[tuple[Any, tuple[Any, Any]]]:
    if not isinstance(value, list):
        raise TypeError
    for place, part in enumerate(value, 1):
        yield [part], (place, part)


def _approval(ident: str, match: re.Match[str], _name: Any, kept: Plain) -> Plain:
    visits = [
        {
            "visit_id": _identity(visit),
            "subject_id": _identity(place["subject"]),
            "day": _day(place["day"]),
            "leader_id": _identity(place["leader"]),
        }
        for visit, place in kept["visits"].items()
    ]
    signatures = [
        {"signer": _one_of(SIGNERS, one["signer"]), "name": _text(one["name"]), "on": _day(one["on"])}
        for one in kept["signatures"]
    ]
    published = kept.get("published_on")
    return {
        "id": ident,
        "year": int(match[1]),
        "proposed_on": _day(kept["proposed_on"]),
        "visits": visits,
        "signatures": signatures,
        "published_on": None if published is None else _day(published),
    }


def _calendar(ident: str, match: re.Match[str], _name: Any, kept: Plain) -> Plain:
    year = int(match[1])
    working = sorted(_day(day) for day in kept["working"])
    remarks = {_day(day): _text(remark) for day, remark in kept["remarks"].items()}
    if kept["year"] != year or any(int(day[:4]) != year for day in (*working, *remarks)):
        raise ValueError(year)
    return {"id": ident, "year": year, "source": _text(kept["source"]), "working": working, "remarks": remarks}


def _closure(_ident: str, _match: re.Match[str], day: str, reason: Any) -> Plain:
    return {"id": _derived(f"closure:{day}"), "day": _day(day), "reason": _text(reason)}


def _saving(_ident: str, _match: re.Match[str], customer: str, ntd: Any) -> Plain:
    return {"id": _derived(f"saving:{customer}"), "customer_id": _identity(customer), "ntd": _decimal(ntd)}


def _tariff_draft(_ident: str, _match: re.Match[str], place: int, kept: Plain) -> Plain:
    """Its short id of eight signs goes on as the beginning of the record's."""
    if not re.fullmatch(r"[0-9a-f]{8}", kept["id"]):
        raise ValueError(kept["id"])
    rises = {
        _one_of(CLASSES, each): {"energy": _decimal(energy), "contracts": _decimal(contracts)}
        for each, (energy, contracts) in kept["rises"].items()
    }
    edits = [
        {"customer_class": _one_of(CLASSES, each), "key": _price_key(*edit[:5]), "price": _decimal(edit[5])}
        for each, prices in kept["edits"].items()
        for edit in prices
    ]
    days = {name: _day(kept[name]) for name in ("based_on", "first", "dated")}
    texts = {name: _text(kept[name]) for name in ("title", "source")}
    ident = str(UUID(hex=kept["id"] + _derived(f"tariff_draft:{kept['id']}").replace("-", "")[8:]))
    return {"id": ident, "ordinal": place, **texts, **days, "rises": rises, "edits": edits}


def _price_key(voltage: Any, option: Any, part: Any, season: Any, place: Any) -> Plain:
    if type(season) is not int or season not in (0, 1) or type(place) is not int:
        raise ValueError(season)
    return {
        "voltage": _one_of(VOLTAGES, voltage),
        "option": _one_of(OPTIONS, option),
        "part": _text(part),
        "season": season,
        "place": place,
    }


def _form_draft(ident: str, match: re.Match[str], _name: Any, kept: Any) -> Plain:
    if not isinstance(kept, dict):
        raise TypeError
    return {"id": ident, "form": "visit_record", "about_id": _identity(match[1]), "content": kept}


def _derived(name: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"visitplanner:{name}"))


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _one_of(choices: tuple[str, ...], value: Any) -> str:
    if value not in choices:
        raise ValueError(value)
    return _text(value)


def _day(value: Any) -> str:
    if dt.date.fromisoformat(_text(value)).isoformat() != value:
        raise ValueError(value)
    return _text(value)


def _identity(value: Any) -> str:
    if str(UUID(_text(value))) != value:
        raise ValueError(value)
    return _text(value)


def _decimal(value: Any) -> str:
    if not Decimal(_text(value)).is_finite():
        raise ValueError(value)
    return _text(value)


MOVERS = (
    Mover("approvals", re.compile(r"plan_approval:([1-9]\d{3})"), _whole, _approval),
    Mover("office_calendars", re.compile(r"calendar:([1-9]\d{3})"), _whole, _calendar),
    Mover("closures", re.compile("closures"), _by_name, _closure),
    Mover("savings", re.compile("portfolio_savings"), _by_name, _saving),
    Mover("tariff_drafts", re.compile("tariff_drafts"), _by_place, _tariff_draft),
    Mover("form_drafts", re.compile("record_draft:(.+)"), _whole, _form_draft),
)
