"""How a visit's facts are said on paper: when, how firm, whom, where, who goes."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from visitplanner.documents.typesetting import fonts, style
from visitplanner.documents.typesetting.paragraphs import Words, draw_text
from visitplanner.documents.typesetting.style import HAIR, SMALL
from visitplanner.domain.customers.customers import account_printed
from visitplanner.domain.follow_ups.follow_ups import WINDOW_NAMES
from visitplanner.domain.programme.programme import KIND_NAMES
from visitplanner.domain.visits.visits import OUTCOME_NAMES, STATE_NAMES, SubjectKind, VisitOutcome, VisitState
from visitplanner.i18n import Language
from visitplanner.services.follow_ups.follow_ups import FollowUpRow
from visitplanner.services.papers.visit_sheets import PrintedVisit, SiteLine

CHIP_HEIGHT, CHIP_PADDING = 13.0, 5.0
WARNING = "▲"


class StateChip(Flowable):
    """How firm a visit is, by shape and word: outline, dashed, filled, tick, struck."""

    def __init__(self, state: VisitState, language: Language) -> None:
        super().__init__()
        self.state = state
        self.word = language.say(STATE_NAMES[state])
        tick = 9.0 if state is VisitState.DONE else 0.0
        self.width = fonts.width_of(self.word, SMALL.size, bold=True) + 2 * CHIP_PADDING + tick

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803  (reportlab's names)
        return self.width, CHIP_HEIGHT

    def draw(self) -> None:
        canvas: Canvas = self.canv
        filled, struck = self.state is VisitState.BOOKED, self.state is VisitState.CANCELLED
        canvas.saveState()
        canvas.setLineWidth(0.8)
        canvas.setStrokeColor(style.MUTED if struck else style.INK)
        canvas.setFillColor(style.INK)
        if self.state is VisitState.TENTATIVE:
            canvas.setDash(2.2, 1.6)
        canvas.roundRect(0.4, 0.4, self.width - 0.8, CHIP_HEIGHT - 0.8, 3, stroke=1, fill=int(filled))
        canvas.setDash()
        left = CHIP_PADDING
        if self.state is VisitState.DONE:
            canvas.setLineWidth(1.2)
            canvas.lines([(left, 6.4, left + 2.4, 3.8), (left + 2.4, 3.8, left + 6.4, 9.2)])
            left += 9.0
        colour = style.WASH if filled else style.MUTED if struck else style.INK
        draw_text(canvas, left, 3.4, self.word, SMALL.but(bold=True, color=colour))
        if struck:
            canvas.setLineWidth(HAIR)
            canvas.line(left, 6.4, self.width - CHIP_PADDING, 6.4)
        canvas.restoreState()


def where(visit: PrintedVisit) -> str:
    """The address of a customer, of a group or park that of its largest site; at least the township."""
    row, address = visit.row, visit.sites[0].customer.address if visit.sites else ""
    if visit.row.visit.subject_kind is SubjectKind.PARK or not address:
        return row.township
    return address_of(visit.sites[0], row.township)


def address_of(site: SiteLine, township: str = "") -> str:
    """The address with the township in it, once."""
    address, township = site.customer.address, site.customer.township or township
    return address if township in address else f"{township} {address}".strip()


def identity(visit: PrintedVisit, language: Language) -> str:
    """What kind of subject it is: its 電號 and contract, or how many sites with what contracts together."""
    kind = language.say(KIND_NAMES[visit.row.visit.subject_kind])
    if len(visit.sites) == 1:
        site = visit.sites[0].customer
        return "\n".join((kind, site_line(visit.sites[0], language), language.text("regular {kw:,} kW", kw=site.regular_kw)))
    total = sum(site.customer.regular_kw for site in visit.sites)
    many = language.text("{count} sites, regular contracts {kw:,} kW together", count=len(visit.sites), kw=total)
    return f"{kind}\n{many}" if visit.sites else kind


def site_line(site: SiteLine, language: Language) -> str:
    """A site by its 電號."""
    return language.text("account {account}", account=account_printed(site.customer.account))


def some_sites(sites: Sequence[SiteLine], most: int, language: Language) -> str:
    """The largest sites by 電號 and name; those beyond `most` counted."""
    named = [f"{account_printed(site.customer.account)} {site.customer.name}" for site in sites[:most]]
    if len(sites) > most:
        named.append(language.text("… and {count} more sites, see the customer list", count=len(sites) - most))
    return language.listed(named)


def people(sites: Sequence[SiteLine], most: int, language: Language) -> str:
    """Contacts with their telephone, a line each; those beyond `most` counted."""
    lines = [" ".join(part for part in (one.name, one.phone) if part) for site in sites for one in site.contacts]
    shown = lines[:most]
    if len(lines) > most:
        shown[-1] += " " + language.text("… and {count} more", count=len(lines) - most)
    return "\n".join(shown)


def case_words(case: FollowUpRow, language: Language) -> list[str | Words]:
    """An overdue case by its text, after its due day, window and owner, which a long text thus never cuts off."""
    about = [language.text("due {day}", day=case.follow_up.due_on), language.say(WINDOW_NAMES[case.follow_up.window]), case.owner]
    return [
        Words(f"{WARNING} {language.text('overdue')}　", bold=True, color=style.DANGER),
        Words(language.listed(part for part in about if part) + "　", color=style.MUTED),
        case.follow_up.text,
    ]


def became(visit: PrintedVisit, language: Language) -> str:
    """What became of a visit where its state does not say it: held on another day, by telephone, put off."""
    one = visit.row.visit
    parts = [language.say(OUTCOME_NAMES[one.outcome])] if one.outcome not in (None, VisitOutcome.DONE) else []
    if one.held_on is not None and one.held_on != one.day:
        parts.insert(0, language.text("held on {day}", day=one.held_on))
    return language.listed(parts) if language.code == "en" else "，".join(parts)


def remarks(visit: PrintedVisit, language: Language, *, reasons: bool = True) -> list[tuple[str, str]]:
    """What is remarked: (what it is, its text). reasons: why this day, of visits still to be held."""
    one, text = visit.row.visit, language.text
    why = language.together(visit.reasons)
    found = [
        (text("outcome"), became(visit, language)),
        (text("why then"), why if reasons and one.is_open else ""),
        (text("counted although"), one.override.strip()),
        (text("remark"), one.notes.strip()),
    ]
    return [(name, words) for name, words in found if words]
