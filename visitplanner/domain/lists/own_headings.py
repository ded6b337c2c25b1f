"""Headings this program writes itself into a list of refused rows, and knows again when the list comes back in."""

from __future__ import annotations

import re

from visitplanner.domain.lists.texts import heading_key

REASON_HEADINGS = frozenset(map(heading_key, ("退回原因", "Why it was refused")))
"""The column of reasons, in every language it is written in."""
ADDED = re.compile(r"(?:備註|notes)\s*[(（](.+)[)）]", re.IGNORECASE)
"""A further column for the notes: `備註(樓層)` is the file's column 樓層."""


def is_reason(heading: str) -> bool:
    """Whether a column holds the reasons of an earlier refusal, of which nothing is to be taken."""
    return heading_key(heading) in REASON_HEADINGS


def is_added(heading: str) -> bool:
    return ADDED.fullmatch(heading.strip()) is not None


def adding(heading: str) -> str:
    """The heading under which a further column for the notes is written."""
    return heading if is_added(heading) else f"備註({heading})"


def added_heading(heading: str) -> str:
    """What a further column for the notes was called in the first file."""
    found = ADDED.fullmatch(heading.strip())
    return found[1] if found else heading
