"""What somebody says today that a visit taught, read field by field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.visits.intelligence import Intelligence
from visitplanner.services.core.codec import codec


def intelligence_given(written: Mapping[str, Any]) -> Intelligence:
    """From an object by field name, words of one's own besides; raises `Refused` where a field holds another kind of value than
    it says. Records that were written before are read by their codec, which refuses nothing."""
    given: Intelligence = codec(Intelligence).value(written)
    for name in (field.name for field in fields(Intelligence) if field.name != "other"):
        if given.other.get(name, "") not in ("", None):
            raise Refused(
                said("{name} of the intelligence cannot be {value}.", name=name, value=str(given.other[name])[:40]),
                mend=said("Texts are text, planned_kw a whole number, planned_month like 2027-03, collected_on like 2026-05-06."),
                field="intelligence",
            )
    return given
