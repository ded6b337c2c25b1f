"""The parts of the visitor's sheet, each as something that can be measured and drawn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reportlab.platypus import Flowable, Spacer, Table, TableStyle

from visitplanner.documents.briefs.answer import reasons, recommendation, recommended_of
from visitplanner.documents.briefs.customer_sheet import title_style
from visitplanner.documents.briefs.figures import asked_for, doubt_lines, glance
from visitplanner.documents.briefs.options import also_possible, named_contracts, small_print
from visitplanner.documents.typesetting import fonts, style
from visitplanner.documents.typesetting.listings import Section, boxed, columns, facts, listing, titled
from visitplanner.documents.typesetting.paragraphs import Paragraph, Words
from visitplanner.documents.typesetting.style import BODY, SECTION, SMALL, SMALL_MUTED
from visitplanner.domain.core.supply import OPTION_NAMES, VOLTAGE_NAMES
from visitplanner.domain.customers.customers import Contact, account_printed
from visitplanner.domain.follow_ups.follow_ups import STATE_NAMES as CASE_STATES
from visitplanner.domain.follow_ups.follow_ups import WINDOW_NAMES
from visitplanner.domain.programme.topics import TalkingPoint
from visitplanner.domain.visits.times import part_of_day
from visitplanner.i18n import Language
from visitplanner.services.advice.sheet_advice import AdviceBlock, AdviceRow
from visitplanner.services.follow_ups.follow_ups import FollowUpRow
from visitplanner.services.papers.briefs import Brief, LastVisit, SiteFacts

CHECKBOX = "□"


@dataclass(frozen=True, slots=True)
class Density:
    """How much is printed. issues: open cases besides the overdue ones, which are always all there. text_lines: lines of a
    case or of what was said (said gets twice as many). findings: what the engine found. overdue: at most so many overdue ones
    (None: all), the others stand on the next page. visits: visits before."""

    issues: int = 7
    topics: int = 10
    findings: int = 5
    text_lines: int = 2
    sites: int = 8
    contacts: int = 4
    visits: int = 3
    overdue: int | None = None


class Parts:
    """One brief, one language, one density."""

    def __init__(self, brief: Brief, language: Language, density: Density) -> None:
        self.brief = brief
        self.language = language
        self.density = density
        self.text = language.text

    def all(self) -> list[Flowable]:
        """From top to bottom."""
        parts = [self.header(), self.visit(), glance(self.brief, self.language), self.people()]
        parts += [self.cases()] if self.brief.issues else []
        parts += asked_for(self.brief, self.language)
        parts += doubt_lines(self.brief, self.language)
        parts += self.found()
        parts.append(self.talk())
        parts.append(self.outlook())
        parts += small_print(self.brief.advice, self.language, 2, annexed=False) if self.brief.advice else []
        return parts

    def found(self) -> list[Flowable]:
        """The engine's answer, then what else it found, with the sums at the right edge."""
        advice = self.brief.advice
        if advice is None or self.brief.withheld is not None:
            return []
        best = recommended_of(advice)
        head = language_headline(advice, best, self.language)
        parts: list[Flowable] = [Paragraph(head, BODY.but(bold=True))] if head else []
        told = reasons(advice, best, self.language, style.WIDTH, 2) if best else ""
        parts += [Paragraph(told, SMALL)] if told else []
        aside = self.text("prices of {day}", day=advice.prices_of)
        answer = [titled(self.text("What the bill says"), parts, aside)] if parts else []
        return [*answer, *also_possible(advice, self.language, self.density.findings, internal=True)]

    def outlook(self) -> Flowable:
        """What headquarters ask about the years to come, to be filled in by hand."""
        words = self.text("For headquarters: additional load ______ kW, from ______ on, how sure: □ high □ medium □ low")
        return boxed([Paragraph(words, BODY)], border=style.HAIRLINE, padding=4)

    def header(self) -> Flowable:
        """Whose sheet it is, and the day it was printed."""
        brief = self.brief
        label = Paragraph(self.text("Customer visit briefing"), SECTION.but(size=9.5))
        printed = self.text("printed {day}", day=self.language.date(brief.printed_on, weekday=True))
        stamp = Paragraph(printed, SMALL_MUTED.but(align="right"))
        top = columns([[label], [stamp]], (1, 1))
        stack: list[Flowable] = [top, Paragraph(brief.name, title_style(brief.name)), Paragraph(self._identity(), SMALL_MUTED)]
        looks = [("LINEBELOW", (0, 0), (-1, -1), 1.4, style.ACCENT), ("BOTTOMPADDING", (0, 0), (-1, -1), 4)]
        looks += [
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 0),
        ]
        return Table([[stack]], colWidths=[style.WIDTH], style=TableStyle(looks))

    def _identity(self) -> str:
        brief = self.brief
        if len(brief.sites) == 1:
            site = brief.sites[0]
            parts = [self.text("account {account}", account=account_printed(site.customer.account)), brief.group, site.park]
        else:
            total = sum(site.customer.regular_kw for site in brief.sites)
            parts = [self.text("{count} sites, regular contracts {kw:,} kW together", count=len(brief.sites), kw=total)]
        return "　｜　".join(part for part in parts if part)

    def visit(self) -> Flowable:
        """The visit it is for: day, time, state and who goes; a line of its own where none is planned."""
        row = self.brief.planned
        if row is None:
            return boxed(
                [Paragraph(self.text("No visit is planned yet."), BODY.but(color=style.MUTED))], ground=style.WASH, padding=4
            )
        when = f"{self.language.date(row.visit.day, weekday=True)} {self.language.say(part_of_day(row.visit))}"
        state = self.language.say(row.state_name)
        words: list[str | Words] = [
            Words(self.text("Visit") + "　", color=style.MUTED),
            Words(when, bold=True),
            f"{self.language.bracketed(state)}　",
            Words(self.text("leader") + " ", color=style.MUTED),
            Words(row.leader or "—", bold=True),
        ]
        if row.members:
            words += ["　", Words(self.text("with") + " ", color=style.MUTED), self.language.listed(row.members)]
        return boxed([Paragraph(words, BODY.but(most_lines=2))], ground=style.SOFT, padding=4)

    def people(self) -> Flowable:
        """What is known of the customer, or of its sites, beside the visit before."""
        left = self._facts() if len(self.brief.sites) == 1 else self._sites()
        return columns([left, self._last_visit()], (58, 42))

    def _facts(self) -> list[Flowable]:
        site = self.brief.sites[0]
        customer = site.customer
        power = f"{named_contracts(customer.contracts, customer.option, self.language)} {self.text('kW')}"
        supply = f"{self.language.say(VOLTAGE_NAMES[customer.voltage])} {_kv(customer.supply_kv)}".strip()
        rows = [
            (self.text("sector"), self._sector(site)),
            (self.text("supply"), self.language.listed((supply, self.language.say(OPTION_NAMES[customer.option])))),
            (self.text("contracts"), power),
            *([(self.text("specialist"), self.brief.specialist)] if self.brief.specialist else []),
            (self.text("address"), Paragraph(customer.address or customer.township or "—", SMALL.but(most_lines=2))),
            (self.text("contacts"), Paragraph(self._contacts([site]), SMALL.but(most_lines=self.density.contacts))),
        ]
        return [Section(self.text("The customer")), facts(rows, self._left_width(), 44.0)]

    def _sector(self, site: SiteFacts) -> str:
        if not site.sector:
            return self.text("unknown")
        return self.text("code {code}", code=site.sector) if site.sector.isdecimal() else site.sector

    def _left_width(self) -> float:
        return (style.WIDTH - 14.0) * 0.58

    def _sites(self) -> list[Flowable]:
        shown = self.brief.sites[: self.density.sites]
        rows: list[tuple[str, Flowable]] = [
            (
                account_printed(site.customer.account),
                Paragraph(f"{site.customer.name}　{site.customer.regular_kw:,} {self.text('kW')}", SMALL.but(most_lines=1)),
            )
            for site in shown
        ]
        parts: list[Flowable] = [Section(self.text("The sites"))]
        if rows:
            parts.append(facts(rows, self._left_width(), 82.0))
        left = len(self.brief.sites) - len(shown)
        if left:
            parts.append(Paragraph(self.text("… and {count} more sites, see the customer list", count=left), SMALL_MUTED))
        if any(site.contacts for site in shown):
            contacts = Paragraph(self._contacts(shown), SMALL.but(most_lines=self.density.contacts))
            parts.append(facts([(self.text("contacts"), contacts)], self._left_width(), 44.0))
        return parts

    def _contacts(self, sites: Iterable[SiteFacts]) -> str:
        found = [contact for site in sites for contact in site.contacts]
        most = self.density.contacts
        if not found:
            return self.text("none known; please ask")
        lines = [contact_line(contact, self._left_width() - 46.0) for contact in found[:most]]
        if len(found) > most:
            lines[-1] += " " + self.text("… and {count} more", count=len(found) - most)
        return "\n".join(lines)

    def _last_visit(self) -> list[Flowable]:
        """The visits before, the newest with all that was said."""
        last = self.brief.last_visit
        if last is None:
            return [Section(self.text("Last visit")), Paragraph(self.text("Never visited, as far as is known."), SMALL)]
        parts: list[Flowable] = [Section(self.text("Last visit")), *self._visit_before(last, self.density.contacts)]
        for one in self.brief.earlier[: self.density.visits - 1]:
            parts += self._visit_before(one, 0)
        return parts

    def _visit_before(self, one: LastVisit, more: int) -> list[Flowable]:
        head: list[str | Words] = [Words(self.language.date(one.held_on, weekday=True), bold=True)]
        if one.leader:
            head.append("　" + self.text("leader") + " " + one.leader)
        if one.satisfaction is not None:
            head.append("　" + self.text("satisfaction {count} of 5", count=one.satisfaction))
        if one.met:
            head.append("　" + self.text("Met: {names}", names=self.language.listed(one.met)))
        said = one.said.strip() or (self.text("Nothing was noted.") if more else "")
        parts: list[Flowable] = [Paragraph(head, SMALL.but(most_lines=2))]
        look = SMALL.but(most_lines=more + self.density.text_lines, color=style.INK if one.said else style.MUTED)
        parts += [Paragraph(said, look)] if said else []
        return [*parts, *self._told(one)] if more else parts

    def _told(self, last: LastVisit) -> list[Flowable]:
        if not last.topics:
            return []
        names = self.language.listed(self.topic(point) for point in last.topics)
        return [Paragraph(self.text("Spoken of: {topics}", topics=names), SMALL_MUTED.but(most_lines=2))]

    def cases(self) -> Flowable:
        """What the customer raised and still waits for, the overdue ones counted."""
        return titled(self.text("Open cases"), self._case_table(), self._cases_aside())

    def _cases_aside(self) -> str:
        brief = self.brief
        return self.text("{count} open, {overdue} overdue", count=len(brief.issues), overdue=len(brief.overdue))

    def _case_table(self) -> list[Flowable]:
        brief = self.brief
        overdue = brief.overdue if self.density.overdue is None else brief.overdue[: self.density.overdue]
        others = [row for row in brief.issues if not row.overdue][: self.density.issues]
        parts: list[Flowable] = []
        if overdue or others:
            parts.append(case_table([*overdue, *others], self.language, self.density.text_lines))
        hidden = len(brief.issues) - len(overdue) - len(others)
        if len(overdue) < len(brief.overdue):
            parts.append(Paragraph(self.text("… more overdue cases on the next page"), SMALL.but(bold=True, color=style.DANGER)))
        elif hidden:
            parts.append(Paragraph(self.text("… and {count} more, see the list of cases", count=hidden), SMALL_MUTED))
        return parts

    def talk(self) -> Flowable:
        """What to mention in two columns of short names, what to ask in sentences."""
        brief, most = self.brief, self.density.topics
        topics = [self.topic(point) for point in brief.topics[:most]]
        half = (len(topics) + 1) // 2
        asked_again = self.text("“{topic}” was not wanted last time: has that changed?")
        questions = [asked_again.format(topic=self.topic(point)) for point in brief.declined]
        questions += [self.language.say(message) for message in brief.questions]
        questions += [self.topic(point) for point in brief.inquiries]
        unnamed = [] if any(site.contacts for site in brief.sites) else [self.text("Whom to call: name, telephone, e-mail?")]
        asked = [*unnamed, *questions][: max(2, most // 2)]
        quarter = (style.WIDTH - 2 * 14.0) * 0.27
        return columns(
            [
                [Section(self.text("To mention")), ticks(topics[:half], quarter, 2)],
                [Spacer(0, Section("").wrap(0, 0)[1]), ticks(topics[half:], quarter, 2)],
                [Section(self.text("To ask")), ticks(asked, (style.WIDTH - 2 * 14.0) * 0.46, max(2, self.density.text_lines))],
            ],
            (27, 27, 46),
        )

    def topic(self, point: TalkingPoint) -> str:
        """A thing to talk about, in the language of the sheet."""
        return point.name_in(self.language.code)

    def notes_heading(self) -> Flowable:
        """The heading above the lines to write on."""
        return Section(self.text("Notes of the visit"))


def language_headline(advice: AdviceBlock, best: AdviceRow | None, language: Language) -> str:
    """The answer in one sentence; of readings, for which the engine says none, the recommendation."""
    if advice.headline is not None:
        return language.say(advice.headline)
    return language.say(recommendation(best, advice, language)) if best is not None else ""


def ticks(items: Iterable[str], width: float, lines: int = 2) -> Flowable:
    """A list to tick off by hand."""
    rows = [[Paragraph(CHECKBOX, SMALL), Paragraph(item, SMALL.but(most_lines=lines))] for item in items]
    if not rows:
        return Spacer(0, 0)
    looks = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 0)]
    looks += [("TOPPADDING", (0, 0), (-1, -1), 0), ("BOTTOMPADDING", (0, 0), (-1, -1), 0.8)]
    return Table(rows, colWidths=[13.0, width - 13.0], style=TableStyle(looks))


def case_table(rows: Iterable[FollowUpRow], language: Language, text_lines: int) -> Flowable:
    """Open cases, the overdue ones marked by a sign, a word and bold type."""
    head = [language.text(name) for name in ("due", "what was raised", "window", "owner", "state")]
    lines: list[list[Flowable]] = []
    for row in rows:
        case = row.follow_up
        late = SMALL.but(bold=True, color=style.DANGER) if row.overdue else SMALL
        due = language.date(case.due_on)
        if row.overdue:
            due = f"▲ {due}"
        state = language.say(CASE_STATES[case.state])
        marks = [language.text("petition")] if case.petition else []
        marks += [language.text("public opinion")] if case.public_opinion else []
        if row.overdue:
            state = language.text("{days} days late", days=-row.left_working_days)
        lines.append(
            [
                Paragraph(due, late.but(most_lines=1)),
                Paragraph("".join(f"[{mark}] " for mark in marks) + case.text, SMALL.but(most_lines=text_lines)),
                Paragraph(language.say(WINDOW_NAMES[case.window]), SMALL),
                Paragraph(row.owner or "—", SMALL.but(most_lines=1)),
                Paragraph(state, late.but(most_lines=1)),
            ]
        )
    return listing(head, lines, (14.5, 48.5, 11, 12, 14))


def contact_line(contact: Contact, room: float) -> str:
    """Name and telephone; the mail address too where it fits into the line."""
    line = "　".join(part for part in (contact.name, contact.phone) if part)
    longer = f"{line}　{contact.email}"
    fits = fonts.width_of(fonts.printable(longer), SMALL.size) <= room
    return longer if contact.email and (fits or not contact.phone) else line


def _kv(text: str) -> str:
    return f"{text} kV" if text and text.replace(".", "", 1).isdecimal() else text
