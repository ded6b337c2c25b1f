"""`NOUN list|add|change|remove` for every described kind of record: options and JSON follow from its fields."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from inspect import Parameter, Signature, signature
from typing import Annotated, Any

import typer

from visitplanner.cli.core.session import Session
from visitplanner.cli.core.subcommands import group
from visitplanner.domain.core.errors import Faults, Refused
from visitplanner.domain.core.fields import Day, FieldType, Flag, Number, OneOf, Reference, SomeOf, Wording, YearMonth
from visitplanner.domain.core.kinds import Kind, RecordField
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.records import Record
from visitplanner.domain.records.kinds import plain_kinds
from visitplanner.i18n import language
from visitplanner.services.records.lists import NamesFor, RecordList, RecordNamed
from visitplanner.services.records.records import AddRecord, ChangeRecord, RemoveRecord

Ident = Annotated[str, typer.Argument(metavar="ID|NAME")]


def register(app: typer.Typer) -> None:
    for kind in plain_kinds():
        about = both(kind.many)
        commands = group(app, kind.word, about)
        commands.command("list", help=f"清單 / list: {about}")(listing(kind))
        commands.command("add", help=f"新增 / add: {both(kind.noun)}")(adding(kind))
        commands.command("change", help=f"修改，未給的欄位不變 / change what is given: {both(kind.noun)}")(changing(kind))
        commands.command("remove", help=f"移除 / remove: {both(kind.noun)}")(removing(kind))


def listing(kind: Kind[Any]) -> Callable[..., None]:
    names = [field.name for field in kind.fields]

    def records(
        ctx: typer.Context,
        text: Annotated[str, typer.Option("--filter", help="要找的字 / words to look for")] = "",
        sort: Annotated[str, typer.Option(metavar="FIELD", help="依此欄排序 / order by this field")] = "",
        descending: Annotated[bool, typer.Option("--descending", help="由大到小 / the last first")] = False,
        page: Annotated[int, typer.Option(min=1, help="第幾頁，與 --rows 同用 / which page, with --rows")] = 1,
        rows: Annotated[int | None, typer.Option(min=1, help="每頁筆數 / records a page")] = None,
    ) -> None:
        session: Session = ctx.obj
        if sort and sort not in names:
            raise typer.BadParameter("--sort " + "|".join(names))
        found = session.office.ask(RecordList(kind, text, sort, descending, page, rows, session.language.say))
        wording = Wording(session.language.say, found.names)
        session.show(
            [document(kind, record, wording) for record in found.records],
            [line(kind, record, wording) for record in found.records],
        )

    return records


def adding(kind: Kind[Any]) -> Callable[..., None]:
    def add(ctx: typer.Context, **given: str | None) -> None:
        session: Session = ctx.obj
        wording = wording_for(session, kind)
        record = asked(lambda: kind.read({name: text or "" for name, text in given.items()}, wording))
        kept = asked(lambda: session.office.do(AddRecord(kind, record)))
        session.show(document(kind, kept.value, wording), session.told(kept))

    return with_options(add, kind.fields)


def changing(kind: Kind[Any]) -> Callable[..., None]:
    def change(ctx: typer.Context, ident: Ident, **given: str | None) -> None:
        session: Session = ctx.obj
        wording = wording_for(session, kind)
        held = session.office.ask(RecordNamed(kind, ident))
        texts = {name: text for name, text in given.items() if text is not None}
        record = asked(lambda: kind.read(texts, wording, held))
        kept = asked(lambda: session.office.do(ChangeRecord(kind, record)))
        session.show(document(kind, kept.value, wording), session.told(kept))

    return with_options(change, kind.fields)


def removing(kind: Kind[Any]) -> Callable[..., None]:
    def remove(ctx: typer.Context, ident: Ident) -> None:
        session: Session = ctx.obj
        held = session.office.ask(RecordNamed(kind, ident))
        outcome = session.office.do(RemoveRecord(kind, held))
        session.show({"removed": held.id}, session.told(outcome))

    return remove


def with_options(command: Callable[..., None], fields: Iterable[RecordField]) -> Callable[..., None]:
    """The command with an option for each field, as Typer reads them from a signature."""
    own = [each for each in signature(command, eval_str=True).parameters.values() if each.kind is not Parameter.VAR_KEYWORD]
    options = [
        Parameter(
            field.name,
            Parameter.KEYWORD_ONLY,
            default=None,
            annotation=Annotated[
                str | None, typer.Option(option(field.name), metavar=taken(field.type), help=both(field.heading))
            ],
        )
        for field in fields
    ]
    command.__signature__ = Signature([*own, *options])  # pyright: ignore[reportFunctionMemberAccess]
    command.__annotations__ = {each.name: each.annotation for each in (*own, *options)}
    return command


def option(name: str) -> str:
    """`customer_id` is given as `--customer`."""
    return "--" + name.removesuffix("_id").removesuffix("_ids").replace("_", "-")


def taken(kind: FieldType) -> str:
    """What an option takes, as its help shows it."""
    if isinstance(kind, OneOf):
        return "|".join(str(kind.plain(value)) for value in kind.names)
    if isinstance(kind, SomeOf):
        return taken(kind.of) + ",…"
    return {Day: "D", YearMonth: "YYYY-MM", Number: "N", Flag: "yes|no", Reference: "NAME"}.get(type(kind), "TEXT")


def both(message: Message) -> str:
    """For a help text, which is written before the language is known."""
    chinese = language("zh_TW").say(message)
    return chinese if chinese == str(message) else f"{chinese} / {message}"


def wording_for(session: Session, kind: Kind[Any]) -> Wording:
    return Wording(session.language.say, session.office.ask(NamesFor(kind)))


def asked(step: Callable[[], Any]) -> Any:
    """The step's answer; its refusals name the option, where a form would show them beside the field."""
    try:
        return step()
    except Refused as refusal:
        faults = [at_option(fault) for fault in getattr(refusal, "faults", (refusal,))]
        raise faults[0] if len(faults) == 1 else Faults(faults) from None


def at_option(fault: Refused) -> Refused:
    if fault.field is None or fault.where is not None:
        return fault
    return type(fault)(fault.what, where=said("{option}: ", option=option(fault.field)), mend=fault.mend, field=fault.field)


def document(kind: Kind[Any], record: Record, wording: Wording) -> dict[str, Any]:
    """The record by field name; beside the ids of other records stands what they are called."""
    shown = kind.plain(record)
    for field in kind.fields:
        if isinstance(field.type, Reference):
            shown[field.name.removesuffix("_id")] = kind.written(record, field, wording)
        elif isinstance(field.type, SomeOf) and isinstance(field.type.of, Reference):
            names = field.type.of
            shown[field.name.removesuffix("_ids") + "s"] = [names.write(each, wording) for each in getattr(record, field.name)]
    return shown


def line(kind: Kind[Any], record: Record, wording: Wording) -> str:
    return "\t".join([str(record.id), *kind.write(record, wording).values()]).rstrip()
