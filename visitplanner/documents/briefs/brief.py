"""The briefing sheet: the customer's sheet and the visitor's, and annexes on demand, in one PDF."""

from __future__ import annotations

from pathlib import Path

from visitplanner.documents.briefs.annexes import annex_pages
from visitplanner.documents.briefs.customer_sheet import customer_page
from visitplanner.documents.briefs.visitor_sheet import visitor_pages
from visitplanner.documents.typesetting import fonts
from visitplanner.documents.typesetting.sheets import Foot, Part, write_parts
from visitplanner.i18n import Language
from visitplanner.services.papers.briefs import Brief, BriefPrint, BriefSheet

USUAL = BriefPrint()


def write_brief(brief: Brief, path: Path, language: Language, chosen: BriefPrint = USUAL) -> int:
    """Write the sheets chosen as a PDF and return its pages; each sheet is one page, or more when overdue cases alone fill it.

    Each sheet counts its own pages, for the customer keeps only one of them. The same brief gives the same bytes. Raises
    OSError when the file cannot be written.
    """
    fonts.register()
    mark = language.text("demonstration data, invented") if brief.demonstration else ""
    title = language.text("Visit briefing: {name}", name=brief.name)
    internal = "　｜　".join(part for part in (brief.office, language.text("for internal use only")) if part)
    outward = Foot(brief.office or brief.name, mark)
    parts: list[Part] = []
    if chosen.sheet is not BriefSheet.VISITOR:
        parts.append(Part(language.text("Customer's sheet"), [customer_page(brief, language)], outward))
    if chosen.sheet is not BriefSheet.CUSTOMER:
        parts.append(Part(language.text("Visitor's sheet"), visitor_pages(brief, language), Foot(internal, mark)))
    annexed = annex_pages(brief, chosen.annexes, language)
    if annexed:
        parts.append(Part(language.text("Annexes"), annexed, outward))
    return write_parts(parts, path, title, language)
