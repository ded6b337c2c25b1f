"""Wrong passphrases are counted beside the database: after five of them a quarter of an hour must pass, also across a restart."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.services.core.codec import written
from visitplanner.store.safekeeping.durable import write_whole

NAME = ".visitplanner.tries"
MOST = 5
WAIT = dt.timedelta(minutes=15)


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def counted(folder: Path, attempt: Callable[[], bytes]) -> bytes:
    """What an attempt at a passphrase gives; its wrong ones are counted.

    A try counts before it is made, so that ending the program meanwhile saves none. Raises `Refused` while the time has not
    passed, and whatever the attempt raises.
    """
    failed, last = _read(folder)
    present = now()
    if failed >= MOST:
        passed = present - last
        if passed < dt.timedelta():  # the clock was set back
            _write(folder, failed, present)
            passed = dt.timedelta()
        if passed < WAIT:
            raise _wait(WAIT - passed)
    _write(folder, failed + 1, present)
    key = attempt()
    (folder / NAME).unlink(missing_ok=True)
    return key


def _wait(left: dt.timedelta) -> Refused:
    minutes = -(-int(left.total_seconds()) // 60) or 1
    return Refused(
        said("Five wrong passphrases were tried."),
        mend=said("Wait {minutes} minutes; the data are safe meanwhile.", minutes=minutes),
        field="passphrase",
    )


def _read(folder: Path) -> tuple[int, dt.datetime]:
    """How many failed in a row and when the last did; a file that makes no sense counts as five just now."""
    try:
        kept = json.loads((folder / NAME).read_text(encoding="utf-8"))
        return int(kept["failed"]), dt.datetime.fromisoformat(kept["last"]).astimezone(dt.UTC)
    except FileNotFoundError:
        return 0, now()
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return MOST, now()


def _write(folder: Path, failed: int, last: dt.datetime) -> None:
    write_whole(folder / NAME, written({"failed": failed, "last": last.isoformat()}).encode())
