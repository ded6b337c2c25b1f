"""What goes wrong below the store, said as one sentence a person can act on."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message, said
from visitplanner.paths import has_room
from visitplanner.store import dialects
from visitplanner.store.dialects import dialect
from visitplanner.store.dialects.troubles import Trouble

FULL = said("The disk is full.")
NOT_WRITABLE = said("The folder or file cannot be written to.")
DAMAGED = said("The database is damaged, or does not belong to the key file beside it.")
IN_USE = said("This database is open in another window.")
UNREADABLE = said("The disk reports a fault.")
MISSING = said("The file cannot be opened.")
TOO_LONG = said("The name of the file or folder is too long.")
UNREACHABLE = said("The office's server cannot be reached.")
NOT_ALLOWED = said("Your account may not do this.")
WRONG_PASSWORD = said("The name of the account or its password is wrong.")

MEND: dict[str, Message] = {
    FULL.template: said("Free some space and try again; nothing was changed."),
    NOT_WRITABLE.template: said("Choose a folder in which you may write."),
    DAMAGED.template: said("Restore the newest backup into an empty folder."),
    IN_USE.template: said("Close the other window or wait for the other command to end."),
    UNREADABLE.template: said("Save a backup on another disk, and have the disk looked at."),
    MISSING.template: said("See whether the path is right and the file is there."),
    TOO_LONG.template: said("Name a file or folder with a shorter name."),
    UNREACHABLE.template: said("See whether the network is there and try again; nothing was changed."),
    NOT_ALLOWED.template: said("Ask whoever looks after the customer, or a manager."),
    WRONG_PASSWORD.template: said("Type it again, or ask the office's administrator for a new one."),
}

SAID: dict[Trouble, Message] = {
    Trouble.FULL: FULL,
    Trouble.NOT_WRITABLE: NOT_WRITABLE,
    Trouble.DAMAGED: DAMAGED,
    Trouble.IN_USE: IN_USE,
    Trouble.UNREADABLE: UNREADABLE,
    Trouble.MISSING: MISSING,
    Trouble.UNREACHABLE: UNREACHABLE,
    Trouble.NOT_ALLOWED: NOT_ALLOWED,
    Trouble.WRONG_PASSWORD: WRONG_PASSWORD,
}

SERVER_FULL = said("The disk of the office's server is full.")
SERVER_BUSY = said("The office's server is busy with somebody else's change.")
MEND[SERVER_FULL.template] = said("Tell the office's administrator; nothing was changed.")
MEND[SERVER_BUSY.template] = said("Try again in a moment; nothing was changed.")
NO_DATABASE = said("There is no such database on the server.")
MEND[NO_DATABASE.template] = said("See whether its name is right; the server's administrator makes it.")
SERVER_SAID = {
    Trouble.FULL: SERVER_FULL,
    Trouble.MISSING: NO_DATABASE,
    Trouble.IN_USE: SERVER_BUSY,
    Trouble.NOT_WRITABLE: NOT_ALLOWED,
}

SYSTEM: dict[int, Message] = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EFBIG: FULL,
    errno.EACCES: NOT_WRITABLE,
    errno.EPERM: NOT_WRITABLE,
    errno.EROFS: NOT_WRITABLE,
    errno.ENOTDIR: NOT_WRITABLE,
    errno.EEXIST: NOT_WRITABLE,
    errno.EIO: UNREADABLE,
    errno.ENOENT: MISSING,
    errno.EISDIR: MISSING,
    errno.ENAMETOOLONG: TOO_LONG,
    errno.ELOOP: MISSING,
}


@contextmanager
def spoken(database: Path) -> Iterator[None]:
    """Turn faults of the database into `Refused` naming the database; faults of the program pass through."""
    try:
        yield
    except DBAPIError as fault:
        raise_refusal(told(fault.orig, database), database, fault)
    except dialect.DriverFault as fault:
        raise_refusal(told(fault, database), database, fault)


@contextmanager
def spoken_of_server(server: str) -> Iterator[None]:
    """Turn faults of a server into `Refused` naming it; faults of the program pass through."""
    try:
        yield
    except DBAPIError as fault:
        raise_refusal(known_of_server(fault.orig), server, fault)
    except PoolTimeout as fault:
        raise refused_of_server(SERVER_BUSY, server) from fault


def known_of_server(fault: BaseException | None) -> Message | None:
    """The sentence for a fault of a server."""
    trouble = dialects.trouble(fault)
    return SERVER_SAID.get(trouble, SAID[trouble]) if trouble is not None else None


@contextmanager
def spoken_of_files(path: Path) -> Iterator[None]:
    """`spoken`, and faults of the file system too."""
    try:
        with spoken(path):
            yield
    except OSError as fault:
        raise_refusal(SYSTEM.get(fault.errno or 0), path, fault)


def told(fault: BaseException | None, path: Path) -> Message | None:
    """The sentence for a driver's fault with a file, or None for a fault of the program.

    What a driver calls a fault of the disk is most often a full one: it needs room even where nothing is kept.
    """
    trouble = dialects.trouble(fault)
    if trouble is Trouble.UNREADABLE and not has_room(path if path.is_dir() else path.parent):
        return FULL
    return None if trouble is None else SAID[trouble]


def raise_refusal(what: Message | None, path: Path | str, fault: Exception) -> None:
    """Raises the refusal that this sentence is, or the fault itself where nobody could mend it."""
    if what is None:
        raise fault
    raise (refused(what, path) if isinstance(path, Path) else refused_of_server(what, path)) from fault


def refused_of_server(what: Message, server: str) -> Refused:
    """One of this module's sentences about a server, with the way to mend it."""
    field = "passphrase" if what is WRONG_PASSWORD else None
    return Refused(what, where=said("{server}: ", server=server), mend=MEND[what.template], field=field)


def refused(what: Message, path: Path) -> Refused:
    """One of this module's sentences about a file, with the way to mend it."""
    return Refused(what, where=said("{file}: ", file=str(path)), mend=MEND[what.template])
