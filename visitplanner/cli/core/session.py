"""One call of the command line: its global options, its language, and the context it opens only when it needs it."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any
from uuid import UUID

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.money import plain
from visitplanner.domain.core.texts import visible
from visitplanner.i18n import Language
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.core.ports import Office
from visitplanner.services.core.reference_data import ReferenceData
from visitplanner.services.core.today import ClockBehind
from visitplanner.services.office.context import Context
from visitplanner.services.office.files import Files


@dataclass
class Tools:
    """What only `bootstrap` can do, handed to the command line as callables."""

    open_context: Callable[[Path, Callable[[], str], Callable[[], dt.date] | None], Context]
    create: Callable[[Path, Callable[[], str], bool, Callable[[], dt.date] | None], Context]
    known: Callable[[], ReferenceData]
    files: Callable[[], Files]
    user_folder: Callable[[], Path]
    open_window: Callable[[Context, Language], int]
    picture: Callable[[Context, Language, Path, str], Path]
    language: Callable[[str], Language]
    extra: dict[str, Callable[..., Any]] = field(default_factory=dict[str, Callable[..., Any]])


@dataclass
class Session:
    """Global options and what follows from them. `context` opens the database on first use."""

    tools: Tools
    folder: Path
    language: Language
    passphrase: Callable[[], str]
    as_json: bool = False
    fixed_today: dt.date | None = None
    has_passphrase: bool = False
    """Whether the call brought a passphrase (a file, the environment), so that nobody need be asked."""
    opened: Context | None = None
    untold: Exception | None = None
    """Why the answer could not be written."""

    @property
    def context(self) -> Context:
        """The opened database with all that leans on it; opened, and the passphrase asked for, when it is first wanted."""
        if self.opened is None:
            self.opened = self.tools.open_context(self.folder, self.passphrase, self.clock)
            behind = self.opened.office.ask(ClockBehind()) if self.fixed_today is None else None
            if behind is not None:
                self.tell(self.language.say(behind))
        return self.opened

    @property
    def clock(self) -> Callable[[], dt.date] | None:
        """The day `--today` names, as a clock that stands still; None without it."""
        fixed = self.fixed_today
        return (lambda: fixed) if fixed else None

    @property
    def office(self) -> Office:
        """The opened store."""
        return self.context.office

    @property
    def known(self) -> ReferenceData:
        """Reference data; needs no database."""
        return self.opened.known if self.opened else self.tools.known()

    @property
    def files(self) -> Files:
        """Readers and writers of files; they need no database."""
        return self.opened.files if self.opened else self.tools.files()

    @property
    def today(self) -> dt.date:
        """The day commands take for today: that of `--today`, else the clock's."""
        return self.fixed_today or dt.datetime.now().astimezone().date()

    def show(self, payload: Any, lines: Iterable[str] = ()) -> None:
        """Print a command's result: the JSON document with `--json`, else the lines meant for people."""
        if self.as_json:
            self.write(json.dumps(payload, ensure_ascii=False, indent=1, default=plain_json))
        else:
            for line in lines:
                self.write(line)

    def tell(self, text: str) -> None:
        """A message for people; never on stdout."""
        with suppress(OSError, ValueError, AttributeError):
            sys.stderr.write(visible(text) + "\n")

    def told(self, outcome: Outcome[Any]) -> list[str]:
        """What a command has to say for people: one line or none."""
        return [self.language.say(outcome.said)] if outcome.said is not None else []

    def write(self, text: str) -> None:
        """One line on standard output, no sign in it steers a terminal. A failure is remembered: the work is done."""
        try:
            sys.stdout.write(visible(text) + "\n")
        except (OSError, ValueError, AttributeError) as fault:
            self.untold = self.untold or fault

    def refuse(self, refusals: Sequence[Refused]) -> None:
        """Refusals on standard error, one a line."""
        for refusal in refusals:
            self.tell(self.language.say_refusal(refusal))

    def close(self) -> None:
        """Closes the database, if it was opened."""
        if self.opened is not None:
            self.opened.close()
            self.opened = None


def plain_json(value: object) -> Any:
    """JSON of the values a result holds: money as text with two decimals, days in ISO form, sets sorted."""
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    if isinstance(value, UUID | Path):
        return str(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, frozenset | set):
        return sorted(value)
    raise TypeError(f"cannot be written as JSON: {type(value).__name__}")
