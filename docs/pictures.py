"""Make the pictures of this folder anew from demonstration data, in both languages: `python dev.py pictures`."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import pypdfium2

from visitplanner import bootstrap, i18n
from visitplanner.services.advice.advice_settings import ThresholdInForce
from visitplanner.services.core.today import Today
from visitplanner.services.opportunities.weighing import weigh_all
from visitplanner.services.papers.briefs import BriefFor
from visitplanner.services.visits.visits import VisitList

FOLDER = Path(__file__).resolve().parent / "pictures"
FOLDERS = {"zh_TW": FOLDER, "en": FOLDER / "en"}
PAGES = ("home", "customers", "planning", "follow_ups", "tariffs", "opportunities", "settings")


def main() -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="visitplanner-") as folder:
        os.chdir(folder)  # the page of settings says where the data lie: the same wherever the pictures are made
        context = bootstrap.fill_demonstration(Path("office"))
        try:
            weigh(context)
            for code, folder_of_it in FOLDERS.items():
                language = i18n.language(code)
                folder_of_it.mkdir(exist_ok=True)
                for page in PAGES:
                    bootstrap.picture(context, language, folder_of_it / f"{page}.png", page)
                brief(context, language, folder_of_it)
        finally:
            context.close()
    return 0


def weigh(context: bootstrap.Context) -> None:
    """What the window does in the background, to the end: the page of opportunities shows nobody who was not weighed."""
    office = context.office
    weigh_all(office, context.known.tariffs(), office.ask(Today()), office.ask(ThresholdInForce()))


def brief(context: bootstrap.Context, language: i18n.Language, into: Path) -> None:
    """The first page of the next visit's sheet that has a load."""
    adviser = bootstrap.tools().extra.get("adviser")
    coming = context.office.ask(VisitList(first=context.office.ask(Today())))
    for row in coming:
        sheet = context.office.ask(BriefFor(visit_id=row.visit.id, advise=adviser, demonstration=True))
        if sheet.picture is not None:
            break
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "brief.pdf"
        context.files.write_brief(sheet, path, language)
        document = pypdfium2.PdfDocument(path)
        document[0].render(scale=1.4).to_pil().save(into / "brief.png")
        document.close()


if __name__ == "__main__":
    sys.exit(main())
