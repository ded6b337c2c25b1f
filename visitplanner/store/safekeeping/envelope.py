"""The key envelope: the database's random 256-bit key, wrapped by a passphrase, in a small file beside the database.

The passphrase passes through Argon2id (RFC 9106); its cost stands in the envelope, so that it can be raised later. The
result wraps the key with AES-256-GCM; everything else in the envelope is authenticated with it and cannot be altered
unnoticed. A new passphrase wraps the same key anew; the database itself is not written.

The office may have a recovery key, 200 random bits on paper: it wraps the same key a second time, opens whatever the passphrase
is by now, and can be revoked.
"""

from __future__ import annotations

import json
import secrets
import unicodedata
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.services.core.codec import written
from visitplanner.store.safekeeping.durable import write_whole

KEY_BYTES = 32
FORMAT = 1
SIZE_LIMIT = 16_384


@dataclass(frozen=True, slots=True)
class Cost:
    """Argon2id's cost: passes over the memory, memory in KiB, lanes computed side by side."""

    passes: int
    memory_kib: int
    lanes: int

    def __post_init__(self) -> None:
        if not (1 <= self.passes <= 100 and 1 <= self.lanes <= 16 and 8 * self.lanes <= self.memory_kib <= 2**21):
            raise ValueError("a cost outside what this program computes")


STRONG = Cost(passes=3, memory_kib=65_536, lanes=4)
"""RFC 9106, section 4, second recommended option: t=3, 64 MiB, 4 lanes."""
MINIMUM = Cost(passes=1, memory_kib=8, lanes=1)
"""For demonstration data and tests: protects nothing, costs nothing."""


SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Of a recovery key: those that nobody mistakes for another on paper."""
GROUPS, GROUP = 8, 5


@dataclass(frozen=True, slots=True)
class Slot:
    """The key wrapped a second time, by the recovery key."""

    cost: Cost
    salt: bytes
    nonce: bytes
    wrapped: bytes

    def parts(self) -> dict[str, Any]:
        cost = {"passes": self.cost.passes, "memory_kib": self.cost.memory_kib, "lanes": self.cost.lanes}
        return {**cost, "salt": self.salt.hex(), "nonce": self.nonce.hex(), "wrapped": self.wrapped.hex()}

    def header(self) -> bytes:
        return written({**self.parts(), "wrapped": "", "use": "recovery"}).encode()


@dataclass(frozen=True, slots=True)
class Envelope:
    """demonstration: the data are invented. empty: wrapped by the empty passphrase, so that none need be asked for.

    recovery: the key wrapped by the office's recovery key, if it has one.
    """

    cost: Cost
    salt: bytes
    nonce: bytes
    wrapped: bytes
    demonstration: bool
    empty: bool
    recovery: Slot | None = None

    def key(self, passphrase: str) -> bytes:
        """The database's key, by the passphrase or the recovery key; raises `Refused` if it is wrong (or the envelope was
        altered)."""
        typed = bare(passphrase)
        if self.recovery is not None and typed:
            slot = self.recovery
            with suppress(InvalidTag):
                return AESGCM(_stretched(typed, slot)).decrypt(slot.nonce, slot.wrapped, slot.header())
        try:
            return AESGCM(_stretched(passphrase, self)).decrypt(self.nonce, self.wrapped, self._header())
        except InvalidTag:
            raise Refused(
                said("The passphrase is wrong."),
                mend=said("Type it again; without it nobody can read the data."),
                field="passphrase",
            ) from None

    def to_json(self) -> bytes:
        more = {} if self.recovery is None else {"recovery": self.recovery.parts()}
        return (written({**json.loads(self._header()), "wrapped": self.wrapped.hex(), **more}) + "\n").encode()

    def _header(self) -> bytes:
        header = {
            "format": FORMAT,
            "kdf": "argon2id",
            "passes": self.cost.passes,
            "memory_kib": self.cost.memory_kib,
            "lanes": self.cost.lanes,
            "salt": self.salt.hex(),
            "nonce": self.nonce.hex(),
            "demonstration": self.demonstration,
            "empty_passphrase": self.empty,
        }
        return written(header).encode()


def _stretched(passphrase: str, envelope: Envelope | Slot) -> bytes:
    """The wrapping key. The passphrase is normalised (NFC): input methods compose the same word in different ways."""
    secret = unicodedata.normalize("NFC", passphrase).encode()
    cost = envelope.cost
    return hash_secret_raw(secret, envelope.salt, cost.passes, cost.memory_kib, cost.lanes, KEY_BYTES, Type.ID)


def seal(key: bytes, passphrase: str, cost: Cost, *, demonstration: bool) -> Envelope:
    """Wrap a key; raises `Refused` for an empty passphrase, which only demonstration data may have."""
    if not passphrase and not demonstration:
        raise Refused(
            said("A passphrase is needed."),
            mend=said("Choose one that others do not guess, and keep it: without it nobody can read the data."),
            field="passphrase",
        )
    empty = Envelope(cost, secrets.token_bytes(16), secrets.token_bytes(12), b"", demonstration, not passphrase)
    wrapped = AESGCM(_stretched(passphrase, empty)).encrypt(empty.nonce, key, empty._header())
    return Envelope(cost, empty.salt, empty.nonce, wrapped, demonstration, not passphrase)


def bare(typed: str) -> str:
    """A recovery key as it was typed, without what only makes it readable; empty for a text that is none."""
    signs = "".join(sign for sign in unicodedata.normalize("NFKC", typed).upper() if sign not in "- \t\u3000")
    return signs if len(signs) == GROUPS * GROUP and not set(signs) - set(SIGNS) else ""


def with_recovery(sealed: Envelope, key: bytes) -> tuple[Envelope, str]:
    """The envelope with a new recovery key, in place of one there was; and that key, in groups, which is nowhere kept."""
    signs = "".join(secrets.choice(SIGNS) for _ in range(GROUPS * GROUP))
    slot = Slot(sealed.cost, secrets.token_bytes(16), secrets.token_bytes(12), b"")
    wrapped = AESGCM(_stretched(signs, slot)).encrypt(slot.nonce, key, slot.header())
    shown = "-".join(signs[place : place + GROUP] for place in range(0, len(signs), GROUP))
    return replace(sealed, recovery=replace(slot, wrapped=wrapped)), shown


def path_of(database: Path) -> Path:
    """The file beside a database that holds its wrapped key."""
    return database.with_name(f"{database.name}.key")


def read(path: Path) -> Envelope:
    """The envelope in a file; raises `Refused` if there is none or it is damaged."""
    try:
        with path.open("rb") as file:
            return parsed(file.read(SIZE_LIMIT + 1), path)
    except FileNotFoundError:
        raise Refused(
            said("The key file of the database is missing."),
            where=said("{file}: ", file=str(path)),
            mend=said("Put it back from where it went, or restore a backup; without it nobody can read the data."),
        ) from None


def parsed(content: bytes, path: Path) -> Envelope:
    """The envelope of a file's content; `path` is named if it is damaged."""
    try:
        if len(content) > SIZE_LIMIT:
            raise ValueError("too long")
        return _of(json.loads(content))
    except (ValueError, TypeError, KeyError, RecursionError):
        raise Refused(
            said("The key file of the database is damaged."),
            where=said("{file}: ", file=str(path)),
            mend=said("Restore the newest backup into an empty folder."),
        ) from None


def _of(parts: dict[str, Any]) -> Envelope:
    if parts["format"] != FORMAT or parts["kdf"] != "argon2id":
        raise ValueError("another format")
    return Envelope(
        Cost(int(parts["passes"]), int(parts["memory_kib"]), int(parts["lanes"])),
        bytes.fromhex(parts["salt"]),
        bytes.fromhex(parts["nonce"]),
        bytes.fromhex(parts["wrapped"]),
        bool(parts["demonstration"]),
        bool(parts["empty_passphrase"]),
        None if parts.get("recovery") is None else _slot_of(parts["recovery"]),
    )


def _slot_of(parts: dict[str, Any]) -> Slot:
    cost = Cost(int(parts["passes"]), int(parts["memory_kib"]), int(parts["lanes"]))
    return Slot(cost, bytes.fromhex(parts["salt"]), bytes.fromhex(parts["nonce"]), bytes.fromhex(parts["wrapped"]))


def write(path: Path, envelope: Envelope) -> None:
    write_whole(path, envelope.to_json())
