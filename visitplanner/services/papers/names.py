"""The names that papers print: of customers, companies, groups, parks, contacts and the office's people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from visitplanner.domain.core.kinds import Kind
from visitplanner.domain.customers.customers import COMPANIES, CONTACTS, CUSTOMERS, GROUPS, PARKS
from visitplanner.domain.staff.staff import PEOPLE
from visitplanner.services.core.work import Work

NAMED: tuple[Kind[Any], ...] = (CUSTOMERS, COMPANIES, GROUPS, PARKS, CONTACTS, PEOPLE)


@dataclass(frozen=True)
class NamesOnPaper:
    """Every name that is kept, each once, kind by kind in the order of its list."""

    def answer(self, work: Work) -> list[str]:
        found = (record.name for kind in NAMED for record in work.shelf(kind).find())
        return list(dict.fromkeys(filter(None, found)))
