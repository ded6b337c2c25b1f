"""How good a load is, in one line: gaps, what was mended, and a warning when it was read by the hour."""

from __future__ import annotations

from visitplanner.i18n import Language
from visitplanner.ui.tariffs.charts.study import Study

REPAIRS = ("doubled", "conflicting", "clock_shifted")


def quality_line(study: Study, language: Language) -> str:
    """Of the months compared; `complete` only where nothing is missing, mended or coarse."""
    _, load, findings = language.text, study.load, study.kept.findings
    parts: list[str] = []
    if load.missing_count:
        parts.append(_("{count} quarters of an hour missing", count=f"{load.missing_count:,}"))
    mended = sum(int(str(findings.get(name, 0))) for name in REPAIRS)
    if mended:
        parts.append(_("{count} rows mended", count=f"{mended:,}"))
    if load.interval_minutes != 15:
        parts.append(_("read every {minutes} minutes: true demand is higher", minutes=load.interval_minutes))
    whole = _("load complete, every 15 minutes")
    return language.listed(parts) or whole
