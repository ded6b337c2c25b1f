"""The dated figures an answer rests on: the person's own first, then the office's, then the program's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from visitplanner.domain.tariffs.answers.dated_figures import (
    DATED_FIGURES,
    Figure,
    Figures,
    KnownFigure,
    figures_of,
    known_of,
)
from visitplanner.services.core.reference_data import ReferenceData
from visitplanner.services.core.work import Work


@dataclass(frozen=True)
class OfficeFigures:
    """The figures the office entered."""

    def answer(self, work: Work) -> tuple[KnownFigure, ...]:
        return tuple(known_of(kept) for kept in work.shelf(DATED_FIGURES).find())


def figures_in_force(
    known: ReferenceData, office: Iterable[KnownFigure] = (), given: Mapping[Figure, tuple[Decimal, str]] | None = None
) -> Figures:
    """All figures in the order in which they are asked. given: amount and source of those a person brings for one answer."""
    own = [KnownFigure(each, None, dt.date.min, None, amount, source) for each, (amount, source) in (given or {}).items()]
    return figures_of(own, office, known.dated_figures())
