"""The one room that knows every layer: opens the store, reads the reference data, hands a context to a front end."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from visitplanner import i18n, paths
from visitplanner.cli.app import run
from visitplanner.cli.session import Session, Tools
from visitplanner.documents.brief import write_brief
from visitplanner.domain.errors import Refused
from visitplanner.domain.messages import said
from visitplanner.exchange.calendar_csv import read_calendar
from visitplanner.exchange.load_csv import read_load
from visitplanner.exchange.planning_json import read_problem, write_plan
from visitplanner.exchange.tables import read_tables
from visitplanner.i18n import Language
from visitplanner.reference.demand_response import green_offers, measures
from visitplanner.reference.programme import read_programme
from visitplanner.reference.tariff_books import tariff_library
from visitplanner.reference.topics import read_topics
from visitplanner.reference.working_days import read_calendars
from visitplanner.services import demonstration
from visitplanner.services.advice import adviser
from visitplanner.services.context import Context
from visitplanner.services.files import Files
from visitplanner.services.imports import Sheets
from visitplanner.services.known import Known
from visitplanner.services.safekeeping import Backup
from visitplanner.store import office as store

Today = Callable[[], dt.date]


def start(words: list[str]) -> int:
    """Carry out a command line and return its exit code."""
    return run(words, tools())


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
            "fill_demonstration": fill_demonstration,
            "database_exists": store.exists,
            "check_fonts": check_fonts,
            "adviser": adviser(known, local_today),
        },
    )


@cache
def known() -> Known:
    """Reference data from `data/`, read once."""
    data = paths.data_folder()
    return Known(
        programme=read_programme(data / "programme.toml"),
        calendars=read_calendars(data / "calendars"),
        topics=read_topics(data / "topics.toml"),
        tariffs=tariff_library,
        demand_response=measures,
        green_power=green_offers,
    )


@cache
def files() -> Files:
    return Files(
        read_tables=read_tables,
        read_calendar=read_calendar,
        read_load=read_load,
        write_brief=write_brief,
        read_problem=read_problem,
        write_plan=write_plan,
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


def open_context(folder: Path, passphrase: Callable[[], str], today: Today | None = None) -> Context:
    """Open the office's database in `folder`; raises `Refused` when there is none or the passphrase is wrong."""
    refuse_network(folder)
    if not store.exists(folder):
        raise Refused(
            said("There is no database here."),
            where=said("{folder}: ", folder=str(folder)),
            mend=said("Create one with `visitplanner init` (or `init --demo` for demonstration data)."),
        )
    phrase = passphrase() if store.needs_passphrase(folder) else ""
    clock = Clock(today)
    office = store.open_office(folder, phrase, known=known(), today=clock)
    demonstrated = office.ask(demonstration.DemonstrationToday()) if today is None else None
    if demonstrated is not None:
        clock.stand_on(demonstrated)
    return Context(office, known(), files(), folder, office.close, store.is_demonstration(folder))


def create(folder: Path, passphrase: Callable[[], str], demonstrating: bool, today: Today | None = None) -> Context:
    """Create the office's database in `folder`; raises `Refused` when one is there already."""
    refuse_network(folder)
    phrase = "" if demonstrating else passphrase()
    office = store.create_office(folder, phrase, demonstration=demonstrating, known=known(), today=Clock(today))
    return Context(office, known(), files(), folder, office.close, demonstrating)


def fill_demonstration(folder: Path) -> Context:
    """Create a database in `folder` and fill it with the invented office that `data/sample/` describes."""
    refuse_network(folder)
    clock = Clock()
    office = store.create_office(folder, "", demonstration=True, known=known(), today=clock)
    try:
        demonstration.fill(office, samples(), clock.stand_on)
    except BaseException:
        office.close()
        raise
    return Context(office, known(), files(), folder, office.close, demonstration=True)


def samples() -> demonstration.Samples:
    folder = paths.data_folder() / "sample"
    return demonstration.Samples(
        customers=Sheets(read_tables(folder / "customers.csv")), staff=Sheets(read_tables(folder / "staff.csv"))
    )


def restore(file: Path, folder: Path, passphrase: Callable[[], str]) -> Backup:
    """Put a backup into a folder without a database, checked before and after."""
    refuse_network(folder)
    return store.restore(file, folder, passphrase)


def check_fonts() -> list[str]:
    """What is missing of the fonts the papers embed, as sentences; nothing when they are whole."""
    from visitplanner.documents import fonts

    fonts.register()
    return []


def refuse_network(folder: Path) -> None:
    if str(folder).startswith(("\\\\", "//")):
        raise Refused(
            said("The database must lie on this computer, not on the network."),
            where=said("{folder}: ", folder=str(folder)),
            mend=said("Name a folder on a local disk with --data-dir."),
        )


@dataclass(frozen=True)
class Starting:
    """What the start dialog can do; implements `ui.start.Starter`."""

    folder: Path
    today: Today | None

    def exists(self) -> bool:
        return store.exists(self.folder)

    def needs_passphrase(self) -> bool:
        return store.needs_passphrase(self.folder)

    def open(self, passphrase: str) -> Context:
        return open_context(self.folder, lambda: passphrase, self.today)

    def create(self, passphrase: str) -> Context:
        return create(self.folder, lambda: passphrase, False, self.today)

    def demonstrate(self) -> Context:
        return fill_demonstration(self.folder)


def open_program(session: Session) -> int:
    """Open the window on the session's database; ask for a first one, or for its passphrase, in a window too."""
    refuse_network(session.folder)
    refuse_without_screen()
    starting = Starting(session.folder, session.clock)
    if starting.exists() and (session.has_passphrase or not starting.needs_passphrase()):
        return open_window(session.context, session.language)
    from visitplanner.ui.application import begin

    session.opened = begin(starting, session.language)
    return open_window(session.opened, session.language) if session.opened else 0


def refuse_without_screen() -> None:
    """Qt would abort the process; a sentence is better."""
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in screens):
        raise Refused(
            said("There is no screen to open the window on."),
            mend=said("Use the commands instead: `visitplanner --help`; `visitplanner demo --out FOLDER` shows the main job."),
        )


def open_window(context: Context, language: Language) -> int:
    from visitplanner.ui.application import run as run_window

    return run_window(context, language)


def picture(context: Context, language: Language, out: Path, page: str) -> Path:
    from visitplanner.ui.application import picture as take

    take(context, language, out, page)
    return out
