"""The refused rows of an import as a list of their own, with the reasons, that is mended in a spreadsheet and comes back in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.lists.columns.recognition import label
from visitplanner.domain.lists.tables import Fault, Field
from visitplanner.domain.lists.texts import adding, is_reason
from visitplanner.services.lists.imports import ImportReport

REASON = said("Why it was refused")

Say = Callable[[Message], str]


def refused_rows(report: ImportReport[Any], fields: Sequence[Field], say: Say) -> tuple[tuple[str, ...], ...]:
    """A row of headings, then each refused row as it stands in the file, its reasons in the last column.

    A column in use bears the field's own name, so that the list is understood again whatever the file called it.
    """
    found: dict[int, list[Fault]] = {}
    for fault in report.rejected:
        found.setdefault(fault.row, []).append(fault)
    own = report.mapping.headings
    columns = [at for at in range(max(map(len, report.table.rows))) if not (at < len(own) and is_reason(own[at]))]
    whole = report.mapping.constants
    rows = (
        (*(report.table.cell(row, at) for at in columns), *whole.values(), "；".join(_reason(one, say) for one in faults))
        for row, faults in found.items()
    )
    return ((*_headings(report, fields, columns), *(label(key, fields) for key in whole), say(REASON)), *rows)


def _headings(report: ImportReport[Any], fields: Sequence[Field], columns: Sequence[int]) -> list[str]:
    names = {at: adding(report.mapping.heading(key)) for key, at in report.mapping.columns.items() if "." in key}
    names |= {at: label(key, fields) for key, at in report.mapping.columns.items() if "." not in key}
    own = report.mapping.headings
    return [names.get(at, own[at] if at < len(own) else "") for at in columns]


def _reason(fault: Fault, say: Say) -> str:
    return f"{fault.column}：{say(fault.reason)}"
