"""The command line: one Typer application, global options before the command, `--json` before or after it."""

from __future__ import annotations

import getpass
import importlib
import os
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Annotated, TextIO

import typer
from typer.exceptions import TyperException as UsageError

from visitplanner.cli.core.arguments import day_of
from visitplanner.cli.core.session import Session, Tools
from visitplanner.domain.core.errors import Doubted, Refused, Stopped
from visitplanner.domain.core.messages import said
from visitplanner.domain.core.texts import visible
from visitplanner.domain.records.kinds import plain_kinds
from visitplanner.i18n import Language

FEATURES: Mapping[str, tuple[str, ...]] = {
    "answers.behind_meter": ("ask",),
    "answers.change": ("ask",),
    "answers.side_by_side": ("ask",),
    "answers.sites": ("ask",),
    "answers.supply": ("ask",),
    "calendar.calendar": ("calendar", "import"),
    "care.care": ("leaflets", "programmes", "surveys"),
    "customers.customers": ("customers", "groups", "parks"),
    "customers.wishes": ("wish",),
    "follow_ups.follow_ups": ("issues",),
    "handovers.absences": ("away",),
    "handovers.handover": ("handover",),
    "handovers.substitutes": ("substitute",),
    "lists.imports": ("import",),
    "lists.readings": ("import", "readings"),
    "loads.loads": ("import",),
    "office.checks": ("check",),
    "office.database": ("backup", "init", "restore"),
    "records.person_report": ("person-report",),
    "office.safety": ("passphrase", "recover", "recovery-key"),
    "office.demo": ("demo",),
    "office.offices": ("office",),
    "opportunities.opportunities": ("opportunities",),
    "papers.briefs": ("brief",),
    "papers.prints": ("print",),
    "planning.approvals": ("approval",),
    "planning.norms": ("norms",),
    "planning.planning": ("plan",),
    "planning.replanning": ("mend",),
    "planning.suitable_days": ("visit",),
    "planning.turns": ("turns",),
    "planning.weights": ("weights",),
    "planning.what_if": ("what-if",),
    "programme.assignments": ("assign",),
    "programme.attainment": ("attainment",),
    "programme.due": ("due",),
    "records.history": ("history", "undo"),
    "records.records": tuple(kind.word for kind in plain_kinds()),
    "response.response": ("response",),
    "staff.staff": ("staff",),
    "tariffs.advice": ("advise",),
    "tariffs.contracts": ("contracts",),
    "tariffs.portfolio": ("portfolio", "tariff"),
    "tariffs.reading_advice": ("readings",),
    "tariffs.tariffs": ("bill",),
    "visits.adding": ("visit",),
    "visits.amending": ("visit",),
    "visits.visits": ("visit", "visits"),
}
"""Every module here has `register(app)`, which adds these commands; only those a call names are read, to start at once."""

PASSPHRASE_VARIABLE = "VISITPLANNER_PASSPHRASE"
DONE, REFUSED, WRONG_USE, UNTOLD, INTERRUPTED = 0, 1, 2, 3, 130


def run(words: list[str], tools: Tools) -> int:
    """Carry one command out and return its exit code: 0 done, 1 refused, 2 wrong use, 3 done but the answer could not be
    written, 130 interrupted. Somebody who reads no further (`| head`) has what he wanted: 0."""
    if any("\udc80" <= sign <= "\udcff" for word in words for sign in word):
        language = tools.language("zh_TW")
        sys.stderr.write(language.text("The command line holds signs that are not UTF-8; write it in UTF-8.") + "\n")
        return WRONG_USE
    as_json = "--json" in words
    words = [word for word in words if word != "--json"]
    opened: list[Session] = []
    command = typer.main.get_command(application(tools, as_json, opened, features_of(words)))
    try:
        code = command.main(args=words, prog_name="visitplanner", standalone_mode=False)
    except Refused as refusal:
        say(opened, tools, refusal)
        return REFUSED
    except (Stopped, typer.Abort, KeyboardInterrupt):
        return interrupted(opened, tools)
    except typer.Exit as end:
        return end.exit_code
    except UsageError as fault:
        show_usage = getattr(fault, "show", None)
        if show_usage is None:
            raise
        show_usage()
        return WRONG_USE
    finally:
        for session in opened:
            session.close()
    code = code if isinstance(code, int) else DONE
    if code == INTERRUPTED:
        return interrupted(opened, tools)
    return told(opened, tools) if code == DONE else code


def interrupted(opened: list[Session], tools: Tools) -> int:
    """Says after Ctrl+C what was done and what was not."""
    language = opened[0].language if opened else tools.language("zh_TW")
    sys.stderr.write(language.text("Interrupted. Nothing was changed that was not reported as done; the data are whole.") + "\n")
    return INTERRUPTED


def told(opened: list[Session], tools: Tools) -> int:
    """Whether the answer reached its reader."""
    fault = next((session.untold for session in opened if session.untold is not None), None)
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except (OSError, ValueError) as late:
        fault = fault or late
    if fault is None:
        return DONE
    silence(sys.stdout)
    if isinstance(fault, BrokenPipeError):
        return DONE
    language = opened[0].language if opened else tools.language("zh_TW")
    with suppress(OSError, ValueError):
        sys.stderr.write(language.text("It was done, but the answer could not be written; do not repeat it.") + "\n")
    return UNTOLD


def silence(stream: TextIO | None) -> None:
    """Let the rest of a stream that cannot be written go nowhere, so that Python does not complain once more at its end."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())  # pyright: ignore[reportOptionalMemberAccess]


def say(opened: list[Session], tools: Tools, refusal: Refused) -> None:
    """Writes a refusal to standard error, one line for each of its faults, in the language of the opened session."""
    language = opened[0].language if opened else tools.language("zh_TW")
    faults = getattr(refusal, "faults", None) or [refusal]
    for fault in faults:
        sys.stderr.write(visible(language.say_refusal(fault)) + "\n")
    if any(isinstance(fault, Doubted) for fault in faults):
        sys.stderr.write(language.text("To do it all the same, repeat it with --anyway.") + "\n")


def features_of(words: list[str]) -> list[str]:
    """The modules whose commands stand among the words of a call; all of them when none does (for the help)."""
    named = [module for module, commands in FEATURES.items() if any(command in words for command in commands)]
    return named or list(FEATURES)


def application(tools: Tools, as_json: bool, opened: list[Session], features: Iterable[str] = FEATURES) -> typer.Typer:
    """The program as a Typer application that holds the commands of `features` alone; what it opens goes into `opened`."""
    app = typer.Typer(
        name="visitplanner",
        help="用戶洽訪規劃 / customer visits of a district office",
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )

    @app.callback(invoke_without_command=True)
    def start(
        ctx: typer.Context,
        data_dir: Annotated[Path | None, typer.Option(help="資料庫所在資料夾 / folder of the database")] = None,
        lang: Annotated[str, typer.Option(help="zh_TW | en")] = "zh_TW",
        today: Annotated[str, typer.Option(help="以這一天為今天 / take this day as today, 2026-05-01 | 115/05/01")] = "",
        passphrase_file: Annotated[Path | None, typer.Option(help="通行碼檔案 / file with the passphrase")] = None,
    ) -> None:
        session = Session(
            tools=tools,
            folder=data_dir or tools.user_folder(),
            language=chosen_language(tools, lang),
            passphrase=lambda: passphrase(passphrase_file),
            as_json=as_json,
            fixed_today=day_of(today, "--today") if today else None,
            has_passphrase=passphrase_file is not None or PASSPHRASE_VARIABLE in os.environ,
        )
        opened.append(session)
        ctx.obj = session
        if ctx.invoked_subcommand is None:
            raise typer.Exit(tools.extra["open_program"](session))

    for feature in features:
        importlib.import_module(f"visitplanner.cli.{feature}").register(app)
    return app


def chosen_language(tools: Tools, code: str) -> Language:
    """The language of a code; wrong use for another than zh_TW and en."""
    try:
        return tools.language(code)
    except ValueError:
        raise typer.BadParameter(f"--lang: {code}? zh_TW | en") from None


def passphrase_of(text: str, file: str) -> str:
    """The passphrase in a file's text; raises `Refused` for one that nobody could type: several lines, blanks at an end."""
    typed = text.rstrip("\r\n")
    if typed != typed.strip() or len(typed.splitlines()) > 1:
        raise Refused(
            said("The file with the passphrase holds more than one line, or blanks at an end of it."),
            where=said("{file}: ", file=file),
            mend=said("Leave nothing but the passphrase in it, in one line."),
        )
    return typed


def passphrase(file: Path | None) -> str:
    """From the file, the environment, or (at a terminal) a prompt; raises `Refused` when none of them gives one."""
    if file is not None:
        try:
            return passphrase_of(file.read_text(encoding="utf-8-sig"), str(file))
        except (OSError, UnicodeDecodeError):
            raise Refused(
                said("The file with the passphrase cannot be read."),
                where=said("{file}: ", file=str(file)),
                mend=said("Check its name and folder."),
            ) from None
    if PASSPHRASE_VARIABLE in os.environ:
        return os.environ[PASSPHRASE_VARIABLE]
    if sys.stdin.isatty():
        return getpass.getpass("通行碼 / passphrase: ")
    raise Refused(
        said("No passphrase was given."),
        mend=said(
            "Give --passphrase-file FILE before the command, set {variable}, or type it at a terminal.",
            variable=PASSPHRASE_VARIABLE,
        ),
    )
