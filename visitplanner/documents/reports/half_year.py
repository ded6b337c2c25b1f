"""The half-year report as a file: PDF, Word or Excel by the ending of its name."""

from __future__ import annotations

from pathlib import Path

from visitplanner.documents.reports.half_year_pdf import write_pdf
from visitplanner.documents.reports.half_year_word import write_word
from visitplanner.documents.reports.half_year_workbook import write_workbook
from visitplanner.documents.reports.words import words_of
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.i18n import Language
from visitplanner.services.reports.half_year import HalfYearSheet

WRITERS = {".pdf": write_pdf, ".docx": write_word, ".xlsx": write_workbook}


def write_half_year(sheet: HalfYearSheet, path: Path, language: Language) -> int:
    """Write the report; returns the pages of a PDF, the sheets of a workbook, 1 for Word, which sets its pages itself.

    Refused for another ending; OSError when the file cannot be written.
    """
    write = WRITERS.get(path.suffix.lower())
    if write is None:
        raise Refused(
            said("The report is written as .pdf, .docx or .xlsx."),
            where=said("{file}: ", file=path.name),
            mend=said("Choose a name that ends with one of them."),
            field="out",
        )
    return write(words_of(sheet, language), path, language)
