"""`response`: one demand-response case from a file, by the recorded terms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from visitplanner.cli.core.arguments import day_of, json_file, number, one_of
from visitplanner.cli.core.session import Session
from visitplanner.cli.loads.load_options import choices_of
from visitplanner.cli.response.response_lines import CONFIDENCES
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.core.money import rounded
from visitplanner.domain.tariffs.books.periods import clock_of
from visitplanner.domain.tariffs.response.baselines import baselines, reduced_kw
from visitplanner.domain.tariffs.response.response_case import ResponseCase, ResponseEvent, day_select_case, guaranteed_case
from visitplanner.domain.tariffs.response.response_terms import DaySelect, ExecutionStep, Guaranteed, ResponseHours, Terms

C = TypeVar("C")
CaseFile = Annotated[Path | None, typer.Option("--file", metavar="FILE", help="需量反應案件 (JSON) / the case")]
FIELDS = {
    "programme", "hours", "pledged_kw", "load", "days", "regular_kw", "baseline_kw", "used_kw", "reduced_kw", "events",
    "notice_minutes", "execution_step",
}  # fmt: skip


def register(app: typer.Typer) -> None:
    """Adds `response`."""
    app.command("response", help="需量反應試算：約定、執行、給付與扣款 / one demand-response case")(response)


def response(ctx: typer.Context, file: CaseFile = None) -> None:
    session: Session = ctx.obj
    if file is None:
        raise typer.BadParameter("--file FILE")
    document = json_file(file)
    unread = sorted(set(document) - FIELDS)
    if unread:
        raise Refused(
            said("The case has fields that are not known: {fields}.", fields=", ".join(unread)),
            mend=said("It has {fields}.", fields=", ".join(sorted(FIELDS))),
        )
    measure = _measure_of(session, str(document.get("programme", "")))
    pledged = int(number(document.get("pledged_kw"), "pledged_kw"))
    if isinstance(measure, DaySelect):
        window = _window(measure, str(document.get("hours", "")))
        step = one_of(ExecutionStep, str(document.get("execution_step", ExecutionStep.RATIO.value)), "execution_step")
        found = day_select_case(measure, window, pledged, _day_events(session, measure, window, document, pledged), step)
    else:
        hours = Decimal(measure.longest_hours) if "hours" not in document else number(document["hours"], "hours")
        notice = int(number(document.get("notice_minutes", measure.rates[0][0]), "notice_minutes"))
        found = guaranteed_case(measure, pledged, notice, list(_events(document, hours)))
    session.show(case_document(measure.terms, pledged, found, session), case_lines(measure.terms, found, session))


def _measure_of(session: Session, ident: str) -> DaySelect | Guaranteed:
    known = {each.terms.id: each for each in session.known.demand_response() if not isinstance(each, Terms)}
    return _chosen(known, ident, "programme")


def _window(measure: DaySelect, text: str) -> ResponseHours:
    found = {f"{clock_of(each.start)}-{clock_of(each.stop)}": each for each in measure.windows}
    return _chosen(found, text, "hours")


def _chosen(known: Mapping[str, C], text: str, field: str) -> C:
    """What a text names; raises `Refused` with all names."""
    if text not in known:
        raise Refused(
            said("{text} is not possible.", text=text or "—"),
            where=said("{option}: ", option=field),
            mend=said("Choose one of: {choices}.", choices=", ".join(known)),
            field=field,
        )
    return known[text]


def _day_events(
    session: Session, measure: DaySelect, window: ResponseHours, document: dict[str, Any], pledged_kw: int
) -> list[ResponseEvent]:
    """From the figures given, or from a load: the promise saved on the days named, or on all that have a baseline."""
    hours = Decimal(window.stop - window.start) / 4
    if "load" not in document:
        return list(_events(document, hours))
    load = session.files.read_load(
        Path(str(document["load"])), choices_of(stamp="", dates="", unit="", decimal="", account="")
    ).load
    cap = number(document["regular_kw"], "regular_kw") if "regular_kw" in document else None
    saved = int(number(document.get("reduced_kw", pledged_kw), "reduced_kw"))
    wanted = {day_of(str(day), "days") for day in document.get("days", ())}
    found = baselines(measure, load, (window.start, window.stop), session.known.tariffs().off_peak_days)
    missing = sorted(wanted - {each.day for each in found})
    if missing:
        raise Refused(said("{day} has no baseline in this load.", day=missing[0]), field="days")
    return [
        ResponseEvent(reduced_kw(each, saved, cap), hours, each.day.isoformat())
        for each in found
        if not wanted or each.day in wanted
    ]


def _events(document: dict[str, Any], hours: Decimal) -> Iterator[ResponseEvent]:
    """The events listed, else the one that stands in the case itself."""
    own = {key: document[key] for key in ("reduced_kw", "baseline_kw", "used_kw") if key in document}
    for place, entry in enumerate(document.get("events", [own] if own else []), 1):
        lasting = number(entry["hours"], "hours") if "hours" in entry else hours
        yield ResponseEvent(_reduced(entry, document), lasting, str(entry.get("day", place)))


def _reduced(entry: dict[str, Any], document: dict[str, Any]) -> Decimal:
    if "reduced_kw" in entry:
        return number(entry["reduced_kw"], "reduced_kw")
    if "baseline_kw" not in entry or "used_kw" not in entry:
        raise Refused(
            said("An event says neither what was saved nor baseline and use."),
            mend=said("Give reduced_kw, or baseline_kw and used_kw."),
            field="events",
        )
    baseline = number(entry["baseline_kw"], "baseline_kw")
    if "regular_kw" in document:
        baseline = min(baseline, number(document["regular_kw"], "regular_kw"))
    return baseline - number(entry["used_kw"], "used_kw")


def case_document(terms: Terms, pledged_kw: int, found: ResponseCase, session: Session) -> dict[str, Any]:
    """JSON of a case; NT$. `penalty` is zero where the recorded terms name none, which `notes` say."""
    return {
        "programme": terms.id,
        "name": terms.name,
        "pledged_kw": pledged_kw,
        "reward": found.reward_ntd,
        "basic": found.basic_ntd,
        "penalty": found.penalty_ntd or Decimal(0),
        "net": found.net_ntd,
        "execution_rate": None if found.execution_rate is None else round(float(found.execution_rate), 4),
        "confidence": terms.confidence,
        "source": terms.source,
        "events": [
            {
                "event": each.event.label,
                "reduced_kw": round(float(each.event.reduced_kw), 3),
                "hours": float(each.event.hours),
                "execution_rate": round(float(each.execution_rate), 4),
                "reward": each.reward_ntd,
                "penalty": each.penalty_ntd,
            }
            for each in found.events
        ],
        "notes": [session.language.say(note) for note in found.notes],
    }


def case_lines(terms: Terms, found: ResponseCase, session: Session) -> Iterable[str]:
    """What is paid and lost, event by event."""
    say = session.language.say
    doubt = CONFIDENCES.get(terms.confidence)
    yield f"{terms.name}{f'（{say(doubt)}）' if doubt else ''}"
    for each in found.events:
        yield say(
            said(
                "  {event}: {percent} % executed, {reward:,} NT$ paid, {penalty:,} NT$ charged",
                event=each.event.label,
                percent=f"{each.execution_rate * 100:.0f}",
                reward=rounded(each.reward_ntd),
                penalty=rounded(each.penalty_ntd),
            )
        )
    if found.basic_ntd:
        yield say(said("  basic payment of the month: {ntd:,} NT$", ntd=rounded(found.basic_ntd)))
    yield say(said("Together {reward:,} NT$, less {penalty:,}: {net:,} NT$", reward=rounded(found.reward_ntd),
                   penalty=rounded(found.penalty_ntd or Decimal(0)), net=rounded(found.net_ntd)))  # fmt: skip
    yield from (f"  · {say(note)}" for note in found.notes)
