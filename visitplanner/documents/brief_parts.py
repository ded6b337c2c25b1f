"""The parts of the briefing sheet, each as something that can be measured and drawn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reportlab.platypus import Flowable, Spacer, Table, TableStyle

from visitplanner.documents.brief_advice import advice_parts, named_contracts
from visitplanner.documents.brief_figures import glance, load_part
from visitplanner.documents.typesetting import fonts, style
from visitplanner.documents.typesetting.listings import Section, boxed, columns, facts, listing, titled
from visitplanner.documents.typesetting.paragraphs import Paragraph, Words
from visitplanner.documents.typesetting.style import BODY, SECTION, SMALL, SMALL_MUTED, TITLE, TextStyle
from visitplanner.domain.core.supply import OPTION_NAMES, VOLTAGE_NAMES
from visitplanner.domain.customers.customers import Contact, account_printed
from visitplanner.domain.follow_ups.follow_ups import STATE_NAMES as CASE_STATES
from visitplanner.domain.follow_ups.follow_ups import WINDOW_NAMES
from visitplanner.domain.programme.topics import TalkingPoint
from visitplanner.domain.visits.times import part_of_day
from visitplanner.i18n import Language
from visitplanner.services.follow_ups.follow_ups import FollowUpRow
from visitplanner.services.papers.briefs import Brief, LastVisit, SiteFacts

CHECKBOX = "□"


@dataclass(frozen=True, slots=True)
class Density:
    """How much is printed. issues: open cases besides the overdue ones, which are always all there. text_lines: lines of a
    case or of what was said (said gets twice as many). chart: its height in points. overdue: at most so many overdue ones
    (None: all), the others stand on the next page. contracts: sets of contracts side by side."""

    issues: int = 7
    topics: int = 6
    chart: float = 112.0
    options: int = 5
    assumption_lines: int = 4
    text_lines: int = 2
    sites: int = 6
    contacts: int = 3
    overdue: int | None = None
    contracts: int = 5


class Parts:
    """One brief, one language, one density."""

    def __init__(self, brief: Brief, language: Language, density: Density) -> None:
        self.brief = brief
        self.language = language
        self.density = density
        self.text = language.text

    def all(self) -> list[Flowable]:
        """From top to bottom."""
        load = load_part(self.brief, self.language, self.density.chart)
        advice = advice_parts(
            self.brief, self.language, self.density.options, self.density.assumption_lines, self.density.contracts
        )
        return [
            self.header(),
            self.visit(),
            glance(self.brief, self.language),
            self.people(),
            self.cases(),
            load,
            *advice,
            self.talk(),
        ]

    def header(self) -> Flowable:
        """Whose sheet it is, and the day it was printed."""
        brief = self.brief
        label = Paragraph(self.text("Customer visit briefing"), SECTION.but(size=9.5))
        printed = self.text("printed {day}", day=self.language.date(brief.printed_on, weekday=True))
        stamp = Paragraph(printed, SMALL_MUTED.but(align="right"))
        top = columns([[label], [stamp]], (1, 1))
        stack: list[Flowable] = [top, Paragraph(brief.name, self._title_style()), Paragraph(self._identity(), SMALL_MUTED)]
        looks = [("LINEBELOW", (0, 0), (-1, -1), 1.4, style.ACCENT), ("BOTTOMPADDING", (0, 0), (-1, -1), 4)]
        looks += [
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 0),
        ]
        return Table([[stack]], colWidths=[style.WIDTH], style=TableStyle(looks))

    def _title_style(self) -> TextStyle:
        """Long names are set smaller before they take a second line."""
        for size in (TITLE.size, 16.0, 14.0, 12.5):
            if fonts.width_of(fonts.printable(self.brief.name), size, bold=True) <= style.WIDTH:
                return TITLE.but(size=size, leading=size * 1.35, most_lines=1)
        return TITLE.but(size=12.5, leading=16.0, most_lines=2)

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
            words += ["　", Words(self.text("with") + " ", color=style.MUTED), "、".join(row.members)]
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
        last = self.brief.last_visit
        if last is None:
            return [Section(self.text("Last visit")), Paragraph(self.text("Never visited, as far as is known."), SMALL)]
        head: list[str | Words] = [Words(self.language.date(last.held_on, weekday=True), bold=True)]
        if last.leader:
            head.append("　" + self.text("leader") + " " + last.leader)
        said = last.said.strip() or self.text("Nothing was noted.")
        lines = self.density.contacts + self.density.text_lines
        parts: list[Flowable] = [Section(self.text("Last visit")), Paragraph(head, SMALL)]
        parts.append(Paragraph(said, SMALL.but(most_lines=lines, color=style.INK if last.said else style.MUTED)))
        parts += self._told(last)
        return parts

    def _told(self, last: LastVisit) -> list[Flowable]:
        if not last.topics:
            return []
        names = "、".join(self.topic(point) for point in last.topics)
        return [Paragraph(self.text("Spoken of: {topics}", topics=names), SMALL_MUTED.but(most_lines=2))]

    def cases(self) -> Flowable:
        """What the customer raised and still waits for, the overdue ones counted."""
        return titled(self.text("Open cases"), self._case_table(), self._cases_aside())

    def _cases_aside(self) -> str:
        brief = self.brief
        if not brief.issues:
            return ""
        return self.text("{count} open, {overdue} overdue", count=len(brief.issues), overdue=len(brief.overdue))

    def _case_table(self) -> list[Flowable]:
        brief = self.brief
        if not brief.issues:
            return [Paragraph(self.text("None."), SMALL.but(color=style.MUTED))]
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
                [Section(self.text("To mention")), ticks(topics[:half], quarter)],
                [Spacer(0, Section("").wrap(0, 0)[1]), ticks(topics[half:], quarter)],
                [Section(self.text("To ask")), ticks(asked, (style.WIDTH - 2 * 14.0) * 0.46, self.density.text_lines)],
            ],
            (27, 27, 46),
        )

    def topic(self, point: TalkingPoint) -> str:
        """A thing to talk about, in the language of the sheet."""
        return point.name_in(self.language.code)

    def notes_heading(self) -> Flowable:
        """The heading above the lines to write on."""
        return Section(self.text("Notes of the visit"))


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
