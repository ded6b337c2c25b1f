"""Where an office's server is, as one writes it (`EXAMPLE`), and how a laptop remembers it.

The password is never part of what is remembered; it takes the place of the passphrase.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.paths import aside
from visitplanner.store.dialects.server import EXAMPLE, SCHEMES

JOINED = "office-server.json"
"""The file of a joined office in a laptop's data folder."""
OPTIONS = ("sslmode", "sslrootcert", "hostaddr")
HERE = ("127.0.0.1", "::1", "localhost")


def place_of(text: str) -> URL:
    """A server as it was typed; raises `Refused` for what is no address of one, or would travel in plain text."""
    mend = said("Write it as {example}.", example=EXAMPLE)
    try:
        url = make_url(text.strip())
    except ArgumentError:
        raise Refused(said("This is not the address of an office's server: {text}", text=_bare(text)), mend=mend) from None
    if url.drivername not in SCHEMES or not url.host or not url.database or not url.username:
        raise Refused(said("This is not the address of an office's server: {text}", text=_bare(text)), mend=mend)
    unknown = sorted(set(url.query) - set(OPTIONS))
    if unknown:
        raise Refused(said("The address has an option nobody knows: {name}", name=unknown[0]), mend=mend)
    if url.query.get("sslmode", "verify-full") != "verify-full" and url.host not in HERE:
        raise Refused(
            said("The connection would not be protected: {option}.", option=f"sslmode={url.query['sslmode']}"),
            mend=said("Leave sslmode out, and give the office's certificate with sslrootcert."),
        )
    return url


def _bare(text: str) -> str:
    """The text without what may be a password."""
    before, at, after = text.rpartition("@")
    return f"{before.rpartition(':')[0]}:***{at}{after}" if at and before.count(":") > 1 else text


def shown(url: URL) -> str:
    """A server as people call it."""
    port = f":{url.port}" if url.port and url.port != 5432 else ""
    return f"{url.username}@{url.host}{port}/{url.database}"


def joined(folder: Path) -> URL | None:
    """The server a laptop has joined; raises `Refused` when what it remembers cannot be read."""
    kept = remembered(folder)
    return place_of(str(kept.get("url", ""))) if kept else None


def remembered(folder: Path) -> dict[str, Any]:
    """All that a laptop remembers of its office; empty for one alone."""
    file = folder / JOINED
    if not file.exists():
        return {}
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        found = None
    if not isinstance(found, dict):
        raise Refused(
            said("What this laptop remembers of its office cannot be read."),
            where=said("{file}: ", file=str(file)),
            mend=said("Join the office again with `visitplanner office join`."),
        )
    return found


def remember(folder: Path, url: URL, **more: Any) -> None:
    """Note the server, without password, and what else is to be known of it; raises `Refused` where it cannot be written."""
    bare = url._replace(password=None).render_as_string(hide_password=False)
    kept = {**remembered(folder), "url": bare, **more}
    with aside(folder / JOINED) as part:
        part.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def forget(folder: Path) -> None:
    """Leave the office: the laptop is alone again, its own file is as it was."""
    (folder / JOINED).unlink(missing_ok=True)
