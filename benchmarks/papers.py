"""What papers cost: one briefing sheet with charts, and a batch of them with bounded memory.

Run: `python -m benchmarks.papers [SHEETS]` (500). Times are the processor's, so that what else the machine does
does not count. One sheet: at most 250 ms and 300 kB. 500 sheets: at most 90 s and 400 MiB.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from visitplanner import bootstrap, i18n
from visitplanner.documents.typesetting.paragraphs import forget_lines
from visitplanner.services.core.today import Today
from visitplanner.services.papers.briefs import Brief, BriefFor
from visitplanner.services.visits.visits import VisitList

SHEETS, ROUNDS = 500, 10
MOST_MS, MOST_KB, MOST_SECONDS, MOST_MIB = 250, 300, 90, 400


def run(sheets: int = SHEETS) -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="visitplanner-") as folder:
        context = bootstrap.fill_demonstration(Path(folder))
        try:
            brief = measured(context)
            path, language = Path(folder) / "brief.pdf", i18n.language()
            context.files.write_brief(brief, path, language)  # fonts are read once a program
            each = [spent(lambda: written(context, brief, path)) for _ in range(ROUNDS)]
            size = path.stat().st_size / 1000
            aim = f"at most {MOST_MS} ms, {MOST_KB} kB"
            yield f"a briefing sheet with charts: {min(each) * 1000:.0f} ms, {size:.0f} kB ({aim})"
            asked = spent(lambda: measured(context))
            yield f"asking for it, the tariff engine included: {asked * 1000:.0f} ms"
            whole = spent(lambda: [written(context, brief, path) for _ in range(sheets)])
            most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            aim = f"at most {MOST_SECONDS} s and {MOST_MIB} MiB of 500"
            yield f"{sheets} sheets: {whole:.1f} s, {most:.0f} MiB ({aim})"
        finally:
            context.close()


def measured(context: bootstrap.Context) -> Brief:
    """The next visit's brief that has a load and a comparison."""
    adviser = bootstrap.tools().extra["adviser"]
    for row in context.office.ask(VisitList(first=context.office.ask(Today()))):
        brief = context.office.ask(BriefFor(visit_id=row.visit.id, advise=adviser, demonstration=True))
        if brief.advice is not None:
            return brief
    raise LookupError("no visit has a load")


def written(context: bootstrap.Context, brief: Brief, path: Path) -> None:
    """The sheets, with no text broken into lines before, as for another customer."""
    forget_lines()
    context.files.write_brief(brief, path, i18n.language())


def spent(work: Callable[[], object]) -> float:
    """Seconds of the processor."""
    before = time.process_time()
    work()
    return time.process_time() - before


if __name__ == "__main__":
    print("\n".join(run(int(sys.argv[1]) if len(sys.argv) > 1 else SHEETS)))
