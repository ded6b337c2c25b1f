"""The one room that knows every layer: opens the store, reads the reference data, hands a context to a front end."""

from __future__ import annotations

import datetime as dt
import gc
import importlib
import os
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from visitplanner import i18n, paths
from visitplanner.cli.core.app import run
from visitplanner.cli.core.session import Session, Tools
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.i18n import Language

if TYPE_CHECKING:
    from visitplanner.services.core.ports import Backup, Recovery
    from visitplanner.services.core.reference_data import ReferenceData
    from visitplanner.services.office.context import Context
    from visitplanner.services.office.demonstration import Samples
    from visitplanner.services.office.files import Files

Today = Callable[[], dt.date]


def late(module: str, name: str) -> Callable[..., Any]:
    """A function of a module that is read when it is first called: a bill needs no database, a plan no paper."""

    def call(*values: Any, **named: Any) -> Any:
        return getattr(importlib.import_module(f"visitplanner.{module}"), name)(*values, **named)

    return call


def written(module: str, name: str, place: int = 1) -> Callable[..., Any]:
    """A writer of a file, read late, whose file takes its place only when it is whole. place: of the path among its values."""

    def call(*values: Any) -> Any:
        with paths.aside(values[place]) as part:
            return late(module, name)(*values[:place], part, *values[place + 1 :])

    return call


SELDOM = (50_000, 20, 100)
"""New objects before the youngest are looked through, and how often the older ones are with them."""


def start(words: list[str]) -> int:
    """Carry out a command line and return its exit code."""
    paths.no_core_files()
    with collecting_seldom():
        return run(words, tools())


@contextmanager
def collecting_seldom() -> Generator[None]:
    """Garbage is looked for seldom while one command runs: what a list of 10,000 rows is made of is none, and looking through
    it again and again takes a sixth of an import."""
    usual = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def tools() -> Tools:
    return Tools(
        open_context=open_context,
        create=create,
        known=known,
        files=files,
        user_folder=paths.user_folder,
        open_window=open_window,
        picture=picture,
        language=i18n.language,
        extra={
            "open_program": open_program,
            "restore": restore,
            "amiss": late("store.office", "amiss"),
            "recover": late("store.office", "recover"),
            "change_passphrase": late("store.office", "change_passphrase"),
            "fill_demonstration": fill_demonstration,
            "database_exists": late("store.office", "exists"),
            "check_fonts": check_fonts,
            "adviser": partial(advise, local_today),
        },
    )


def advise(today: Today, *question: Any) -> Any:
    """The tariff engine's word on a customer's load, for the briefing sheet."""
    return late("services.advice.sheet_blocks", "adviser")(known, today)(*question)


@cache
def known() -> ReferenceData:
    """Reference data from `data/`, read once; tariffs and what advice rests on when they are first asked for."""
    from visitplanner.reference.planning import read_practice
    from visitplanner.reference.programme import read_programme
    from visitplanner.reference.topics import read_topics
    from visitplanner.reference.working_days import read_calendars
    from visitplanner.services.core.reference_data import ReferenceData

    data = paths.data_folder()
    return ReferenceData(
        programme=read_programme(data / "programme.toml"),
        calendars=read_calendars(data / "calendars"),
        practice=read_practice(data / "planning.toml", data / "townships.toml"),
        topics=read_topics(data / "topics.toml"),
        tariffs=late("reference.tariff_books", "tariff_library"),
        demand_response=late("reference.demand_response", "measures"),
        green_power=late("reference.demand_response", "green_offers"),
        dated_figures=late("reference.dated_figures", "dated_figures"),
        customer_programmes=late("reference.customer_programmes", "customer_programmes"),
    )


@cache
def files() -> Files:
    from visitplanner.services.office.files import Files

    return Files(
        read_tables=late("exchange.spreadsheets", "read_tables"),
        write_table=written("exchange.spreadsheets", "write_table"),
        read_calendar=late("exchange.calendar_csv", "read_calendar"),
        read_load=late("exchange.load_csv", "read_load"),
        read_loads=late("exchange.load_csv", "read_loads"),
        write_reading_template=late("exchange.reading_template", "write_reading_template"),
        write_brief=written("documents.brief", "write_brief"),
        write_day=written("documents.visit_lists", "write_day"),
        write_week=written("documents.visit_lists", "write_week"),
        write_list=written("documents.visit_lists", "write_list"),
        write_year=written("documents.year_sheet", "write_year"),
        write_agreement=written("documents.agreement", "write_agreement"),
        unshown=late("documents.typesetting.fonts", "unshown"),
        unshown_in=late("documents.typesetting.fonts", "unshown_in"),
        read_problem=late("exchange.planning_json", "read_problem"),
        write_plan=written("exchange.planning_json", "write_plan"),
    )


def local_today() -> dt.date:
    return dt.datetime.now().astimezone().date()


class Clock:
    """The day the office lives in: the computer's, the one a command line names, or a demonstration's own."""

    def __init__(self, today: Today | None = None) -> None:
        self.today = today or local_today

    def __call__(self) -> dt.date:
        return self.today()

    def stand_on(self, day: dt.date) -> None:
        self.today = lambda: day


def open_context(folder: Path, passphrase: Callable[[], str], today: Today | None = None, *, alone: bool = False) -> Context:
    """Open the office's database in `folder`; raises `Refused` when there is none or the passphrase is wrong.

    alone: for a window, beside which nobody changes anything.
    """
    from visitplanner.services.office.context import Context
    from visitplanner.services.office.demonstration import DemonstrationToday
    from visitplanner.store import office as store

    paths.refuse_shared(folder)
    if not store.exists(folder):
        raise store.missing(folder)
    phrase = passphrase() if store.needs_passphrase(folder) else ""
    clock = Clock(today)
    office = store.open_office(folder, phrase, known=known(), today=clock, alone=alone)
    demonstrated = office.ask(DemonstrationToday()) if today is None else None
    if demonstrated is not None:
        clock.stand_on(demonstrated)
    adviser = partial(advise, clock)
    return Context(office, known(), files(), folder, office.close, store.is_demonstration(folder), adviser)


def create(folder: Path, passphrase: Callable[[], str], demonstrating: bool, today: Today | None = None) -> Context:
    """Create the office's database in `folder`; raises `Refused` when one is there already."""
    from visitplanner.services.office.context import Context
    from visitplanner.store import office as store

    paths.refuse_shared(folder)
    phrase = "" if demonstrating else passphrase()
    office = store.create_office(folder, phrase, demonstration=demonstrating, known=known(), today=Clock(today))
    return Context(office, known(), files(), folder, office.close, demonstrating)


def fill_demonstration(folder: Path) -> Context:
    """Create a database in `folder` and fill it with the invented office that `data/sample/` describes."""
    from visitplanner.services.office import demonstration
    from visitplanner.services.office.context import Context
    from visitplanner.store import office as store

    paths.refuse_shared(folder)
    clock = Clock()
    office = store.create_office(folder, "", demonstration=True, known=known(), today=clock)
    try:
        demonstration.fill(office, samples(), clock.stand_on)
    except BaseException:
        office.close()
        raise
    return Context(office, known(), files(), folder, office.close, demonstration=True)


def samples() -> Samples:
    """The invented lists of `data/sample/`."""
    from visitplanner.services.lists.imports import Sheets
    from visitplanner.services.office.demonstration import Samples

    folder, read = paths.data_folder() / "sample", files().read_tables
    return Samples(customers=Sheets(read(folder / "customers.csv", None)), staff=Sheets(read(folder / "staff.csv", None)))


def restore(file: Path, folder: Path, passphrase: Callable[[], str]) -> Backup:
    """Put a backup into a folder without a database, checked before and after."""
    from visitplanner.store import office as store

    paths.refuse_shared(folder)
    return store.restore(file, folder, passphrase)


def check_fonts() -> list[str]:
    """What is missing of the fonts the papers embed, as sentences; nothing when they are whole."""
    from visitplanner.documents.typesetting import fonts

    fonts.register()
    return []


@dataclass(frozen=True)
class Starting:
    """What the start dialog can do; implements `ui.start.Starter`."""

    folder: Path
    today: Today | None

    def exists(self) -> bool:
        return bool(late("store.office", "exists")(self.folder))

    def needs_passphrase(self) -> bool:
        return bool(late("store.office", "needs_passphrase")(self.folder))

    def open(self, passphrase: str) -> Context:
        return open_context(self.folder, lambda: passphrase, self.today, alone=True)

    def create(self, passphrase: str) -> Context:
        return create(self.folder, lambda: passphrase, False, self.today)

    def amiss(self, refusal: Refused | None = None) -> Recovery | None:
        return late("store.office", "amiss")(self.folder, refusal)

    def recover(self, passphrase: str, file: Path | None) -> Context:
        late("store.office", "recover")(self.folder, lambda: passphrase, file)
        return self.open(passphrase)

    def demonstrate(self) -> Context:
        return fill_demonstration(self.folder)


def open_program(session: Session) -> int:
    """Open the window on the session's database; ask for a first one, or for its passphrase, in a window too."""
    paths.refuse_shared(session.folder)
    refuse_without_screen()
    starting = Starting(session.folder, session.clock)
    from visitplanner.ui.shell.application import begin

    def unlock() -> Context | None:
        session.close()
        session.opened = begin(starting, session.language, locked=True)
        return session.opened

    if starting.amiss() is None and starting.exists() and (session.has_passphrase or not starting.needs_passphrase()):
        session.opened = open_context(session.folder, session.passphrase, session.clock, alone=True)
    else:
        session.opened = begin(starting, session.language)
    return open_window(session.opened, session.language, unlock) if session.opened else 0


def refuse_without_screen() -> None:
    """Qt would abort the process; a sentence is better."""
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in screens):
        raise Refused(
            said("There is no screen to open the window on."),
            mend=said("Use the commands instead: `visitplanner --help`; `visitplanner demo --out FOLDER` shows the main job."),
        )


def open_window(context: Context, language: Language, unlock: Callable[[], Context | None] | None = None) -> int:
    from visitplanner.ui.shell.application import run as run_window

    return run_window(context, language, unlock)


def picture(context: Context, language: Language, out: Path, page: str) -> Path:
    from visitplanner.ui.shell.application import picture as take

    take(context, language, out, page)
    return out
