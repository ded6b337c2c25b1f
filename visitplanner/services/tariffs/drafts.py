"""Draft tariffs (草案) a person keeps to calculate with before a decision is taken; the price tables themselves never change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal, InvalidOperation

from visitplanner.domain.core.errors import Refused, Unknown
from visitplanner.domain.core.messages import said
from visitplanner.domain.core.supply import CustomerClass
from visitplanner.domain.tariffs.advice.trial import Version
from visitplanner.domain.tariffs.bills.drafts import TARIFF_DRAFTS, DraftTariff, PriceEdit, PriceKey, Rise, draft_of
from visitplanner.domain.tariffs.bills.library import Library
from visitplanner.domain.tariffs.books.book import Book, Draft
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.core.work import Work

MOST_PERCENT = Decimal(100)


@dataclass(frozen=True)
class CreateDraft:
    """Keep a draft of the version in force on `based_on` (today where left out).

    Classes that `rises` does not name keep their prices. Refused without title or source, for a percentage beyond ±100, for
    a price that does not exist; Unknown where the version has no prices.
    """

    title: str
    first: date
    source: str
    rises: Mapping[CustomerClass, Rise] = field(default_factory=dict[CustomerClass, Rise])
    edits: Mapping[CustomerClass, Mapping[PriceKey, Decimal]] = field(
        default_factory=dict[CustomerClass, Mapping[PriceKey, Decimal]]
    )
    based_on: date | None = None

    def carry_out(self, work: Work) -> Outcome[DraftTariff]:
        if not self.title.strip():
            raise Refused(said("A draft tariff needs a name."), field="title")
        if any(abs(percent) > MOST_PERCENT for rise in self.rises.values() for percent in (rise.energy, rise.contracts)):
            raise Refused(said("A price change lies between -100 and 100 percent."), field="percent")
        draft = DraftTariff(
            title=self.title.strip(),
            ordinal=1 + max((kept.ordinal for kept in work.shelf(TARIFF_DRAFTS).find()), default=0),
            based_on=self.based_on or work.today,
            first=self.first,
            dated=work.today,
            source=self.source.strip(),
            rises=dict(self.rises),
            edits=tuple(PriceEdit(each, *edit) for each, prices in self.edits.items() for edit in prices.items()),
        )
        version_of_draft(work.known.tariffs(), draft)
        kept = work.shelf(TARIFF_DRAFTS).add(draft)
        return Outcome(kept, said("The draft tariff {title} was kept as {id}.", title=kept.title, id=kept.code))


@dataclass(frozen=True)
class DeleteDraft:
    """Forget a draft. Unknown when there is none of that id or name."""

    id: str

    def carry_out(self, work: Work) -> Outcome[None]:
        gone = DraftNamed(self.id).answer(work)
        work.shelf(TARIFF_DRAFTS).remove(gone)
        return Outcome(None, said("The draft tariff {title} was deleted.", title=gone.title))


@dataclass(frozen=True)
class DraftList:
    """All drafts, the newest last."""

    def answer(self, work: Work) -> tuple[DraftTariff, ...]:
        return tuple(work.shelf(TARIFF_DRAFTS).find())


@dataclass(frozen=True)
class DraftNamed:
    """One draft by its id, the first eight signs of it, or its name. Unknown when there is none."""

    text: str

    def answer(self, work: Work) -> DraftTariff:
        for draft in DraftList().answer(work):
            if self.text in (draft.code, str(draft.id), draft.title):
                return draft
        raise Unknown(said("There is no draft tariff {name}.", name=self.text), mend=said("Look at `visitplanner tariff list`."))


def version_of_draft(library: Library, draft: DraftTariff) -> Version:
    """The draft's tables for every class, each marked as a draft. Refused or Unknown as `CreateDraft`."""
    mark = Draft(draft.dated, draft.source)
    return Version(draft.title, tuple(_book(library, draft, mark, each) for each in CustomerClass), mark)


def rise_all(library: Library, percent: Decimal, today: date) -> Version:
    """The prices of today with every energy price raised alike: a draft for a quick look, kept nowhere."""
    source = f"{percent:+f} %"
    rises = {each: Rise(percent) for each in CustomerClass}
    draft = DraftTariff(title=source, based_on=today, first=today, dated=today, source=source, rises=rises)
    return version_of_draft(library, draft)


def _book(library: Library, draft: DraftTariff, mark: Draft, customer_class: CustomerClass) -> Book:
    """A class's table of its own: classes that share one may be raised differently."""
    book = library.books.on(draft.based_on, customer_class)
    book = replace(book, name=f"{book.name}-{customer_class.value}", classes=frozenset({customer_class}))
    rise = draft.rises.get(customer_class, Rise())
    return draft_of(
        book,
        title=draft.title,
        first=draft.first,
        draft=mark,
        energy_percent=rise.energy,
        contract_percent=rise.contracts,
        edits=draft.edits_of(customer_class),
    )


def percent_of(text: str) -> Decimal:
    """A percentage a person wrote: `5`, `-3.2`, `5%`. Refused when it is no number."""
    try:
        found = Decimal(text.strip().rstrip("%％").strip())
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite():
        raise Refused(said("{text} is no number.", text=text), field="percent")
    return found
