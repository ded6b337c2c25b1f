"""The ways a request can fail that a person can mend. Everything else is a fault of the program."""

from __future__ import annotations

from collections.abc import Sequence

from visitplanner.domain.core.messages import Message


class Refused(Exception):  # noqa: N818  (it is an answer, not an accident)
    """A rule says no. Nothing was changed.

    what:  one sentence that says what is wrong.
    where: the field, file, row or column it is about, or None.
    mend:  one sentence that says how to put it right, or None.
    field: the name of the form field beside which the sentence belongs, or None.
    """

    def __init__(
        self, what: Message, *, where: Message | None = None, mend: Message | None = None, field: str | None = None
    ) -> None:
        super().__init__(str(what))
        self.what = what
        self.where = where
        self.mend = mend
        self.field = field


class Faults(Refused):
    """Several refusals at once; every one is shown in its place."""

    def __init__(self, faults: Sequence[Refused]) -> None:
        first = faults[0]
        super().__init__(first.what, where=first.where, mend=first.mend, field=first.field)
        self.faults = tuple(faults)


class Doubted(Refused):
    """Something departs from a rule that a person may set aside. The same command with `anyway` is carried out."""


class Stale(Refused):
    """Somebody changed the record since it was read; read it again and repeat the change."""


class Unknown(Refused):
    """What was named does not exist, or a figure that was asked for is not known. Never answered with a zero."""


class Stopped(Exception):  # noqa: N818
    """The person pressed Cancel; nothing was changed."""
