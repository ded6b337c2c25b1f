"""Which leaflets are to be taken along: those valid on the day that fit the customer."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from visitplanner.domain.care.leaflets import LEAFLETS, Leaflet, fits, traits_of
from visitplanner.services.core.subjects import Subjects
from visitplanner.services.core.work import Work


@dataclass(frozen=True)
class LeafletsFor:
    """The leaflets valid on a day, None for today, that fit a customer, or any site of a group or park; by title."""

    subject_id: UUID
    day: dt.date | None = None

    def answer(self, work: Work) -> list[Leaflet]:
        subjects, day = Subjects(work, (self.subject_id,)), self.day or work.today
        sites = subjects.get(self.subject_id).sites
        grouped = {site.id: subjects.company_of(site).group_id is not None for site in sites}
        known = [(site.sector, traits_of(site, in_group=grouped[site.id])) for site in sites]
        valid = [leaflet for leaflet in work.shelf(LEAFLETS).find() if leaflet.is_valid(day)]
        return [leaflet for leaflet in valid if any(fits(leaflet, sector, traits) for sector, traits in known)]
