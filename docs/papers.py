"""Make the pictures of every paper anew from demonstration data: `python -m docs.papers` writes docs/papers/*.png.

The same program gives the same bytes: the demonstration office, its day and the papers are the same at every run.
"""

from __future__ import annotations

import datetime as dt
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image

from visitplanner import bootstrap, i18n
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.visits.visits import VisitState
from visitplanner.services.core.directory import People
from visitplanner.services.core.today import Today
from visitplanner.services.follow_ups.follow_ups import FollowUpList
from visitplanner.services.papers.briefs import Annex, BatchCover, BatchLine, Brief, BriefFor, BriefPrint, BriefSheet
from visitplanner.services.papers.hand_over_sheet import HandOverPaper, HandOverPaperFor
from visitplanner.services.papers.record_sheets import RecordPaperFor
from visitplanner.services.papers.reply_letter import ReplyLetterFor
from visitplanner.services.papers.visit_sheets import DaySheet, VisitListSheet, WeekSheet
from visitplanner.services.papers.year_sheets import YearSheetFor
from visitplanner.services.visits.visits import VisitList, VisitRow

FOLDER = Path(__file__).resolve().parent / "papers"
SCALE, COLOURS = 0.9, 64
LANGUAGES = ("zh_TW", "en")
ADVISER = bootstrap.tools().extra["adviser"]
Write = Callable[[Path, i18n.Language], object]


def main() -> int:
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    with tempfile.TemporaryDirectory(prefix="visitplanner-") as folder:
        context = bootstrap.fill_demonstration(Path(folder))
        try:
            for name, write in papers(context):
                for code in LANGUAGES:
                    path = Path(folder) / f"{name}.pdf"
                    write(path, i18n.language(code))
                    picture(path, FOLDER / f"{name}-{code}.png")
        finally:
            context.close()
    return 0


def papers(context: bootstrap.Context) -> Iterator[tuple[str, Write]]:
    """Every paper of the office by name, with what writes it."""
    office, files = context.office, context.files
    today, rows = office.ask(Today()), office.ask(VisitList())
    coming = [row for row in rows if row.visit.is_open and row.visit.day >= today]
    measured, bare = briefs(context, coming)
    for name, sheet in (("customer", BriefSheet.CUSTOMER), ("visitor", BriefSheet.VISITOR)):
        yield f"brief-{name}", writer(files.write_brief, measured, BriefPrint(sheet))
        yield f"brief-{name}-without-load", writer(files.write_brief, bare, BriefPrint(sheet))
    yield "brief-annexes", annexed(files.write_brief, measured)
    lines = tuple(BatchLine(row, 2) for row in coming[:5])
    cover = BatchCover(coming[0].visit.day, coming[4].visit.day, lines, today, "", measured.office, demonstration=True)
    yield "batch", writer(files.write_cover, cover)
    busy = Counter(row.visit.day for row in coming).most_common(1)[0][0]
    yield "day", writer(files.write_day, office.ask(DaySheet(busy, demonstration=True, advise=ADVISER)))
    yield "week", writer(files.write_week, office.ask(WeekSheet(busy, demonstration=True)))
    year = dt.date(today.year, 1, 1), dt.date(today.year, 12, 31)
    yield "list", writer(files.write_list, office.ask(VisitListSheet(*year, demonstration=True)))
    yield "year", writer(files.write_year, office.ask(YearSheetFor(today.year, demonstration=True)))
    held = next(row for row in rows if row.visit.state is VisitState.DONE and row.visit.notes)
    yield "record", writer(files.write_record, office.ask(RecordPaperFor(visit_id=held.visit.id, demonstration=True)))
    yield "record-blank", writer(files.write_record, office.ask(RecordPaperFor(visit_id=coming[0].visit.id, demonstration=True)))
    case = office.ask(FollowUpList())[0].follow_up
    words = "您反映的事項已派員現場量測，結果與改善期程如附。"
    letter = ReplyLetterFor(case.id, words, f"115-{case.raised_on:%m%d}-01", demonstration=True)
    yield "reply", writer(files.write_reply, office.ask(letter))
    yield "hand-over", writer(files.write_hand_over, max(hand_overs(context), key=lambda sheet: len(sheet.facts.rows)))


def hand_overs(context: bootstrap.Context) -> Iterator[HandOverPaper]:
    """The sheets of all who look after somebody."""
    for person in context.office.ask(People()):
        with suppress(Refused):
            yield context.office.ask(HandOverPaperFor(person.id, demonstration=True))


def briefs(context: bootstrap.Context, coming: list[VisitRow]) -> tuple[Brief, Brief]:
    """The first brief with a comparison, and the first without a load."""
    asked = (context.office.ask(BriefFor(visit_id=row.visit.id, advise=ADVISER, demonstration=True)) for row in coming)
    found: dict[bool, Brief] = {}
    for brief in asked:
        found.setdefault(brief.advice is not None, brief)
        if len(found) == 2:
            break
    return found[True], found[False]


def writer(write: Callable[..., Any], *values: Any) -> Write:
    """A writer with what it prints; what follows the paper stands behind the language."""
    return lambda path, language: write(values[0], path, language, *values[1:])


def annexed(write: Callable[..., Any], brief: Brief) -> Write:
    """The annexes alone: the customer's sheet before them is another picture."""

    def annexes(path: Path, language: i18n.Language) -> None:
        write(brief, path, language, BriefPrint(BriefSheet.CUSTOMER, tuple(Annex)))
        document = pypdfium2.PdfDocument(path)
        document.del_page(0)
        document.save(path.with_suffix(".annex.pdf"))
        document.close()
        path.with_suffix(".annex.pdf").replace(path)

    return annexes


def picture(pdf: Path, png: Path) -> None:
    """The first page, in few colours so that it stays small."""
    document = pypdfium2.PdfDocument(pdf)
    shown = document[0].render(scale=SCALE).to_pil()  # pyright: ignore[reportArgumentType]
    shown = shown.convert("RGB")
    document.close()
    shown.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(png, optimize=True)


if __name__ == "__main__":
    sys.exit(main())
