"""在用戶桌前: the contracts under the sliders and one large figure, over the whole screen; nothing on it is internal."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Slot
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.money import rounded
from visitplanner.domain.follow_ups.follow_ups import Window
from visitplanner.domain.tariffs.advice.contract_table import HOTTER_PERCENT, hotter_month
from visitplanner.domain.tariffs.advice.sureness import LeastSaving
from visitplanner.domain.tariffs.books.names import contract_name
from visitplanner.domain.tariffs.contracts.contract_terms import LEAST_TOTAL_KW, ContractsKw
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.follow_ups.follow_ups import Raised, RaiseFollowUp
from visitplanner.services.office.office_settings import OfficeSettingsInForce
from visitplanner.services.papers.agreements import AgreedContract, AgreementSheet
from visitplanner.services.visits.visits import VisitList, VisitRow
from visitplanner.ui.core import style
from visitplanner.ui.core.guard import guarded
from visitplanner.ui.core.plain_text import tip
from visitplanner.ui.core.typed import TypedWords
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.papers.paper_dialog import PaperDialog
from visitplanner.ui.tariffs.amounts import contracts_text
from visitplanner.ui.tariffs.charts.slider import ContractSlider, MarkLabel
from visitplanner.ui.tariffs.charts.study import Figures, Mark, Study, sold
from visitplanner.ui.widgets.dialog import Dialog
from visitplanner.ui.widgets.parts import allow, button, card, column, holder, label, row, scrolled

MNEMONICS = "1234"
LARGE, LESSER, NAME = 84, 24, 18
EDGE = 40
SLIDERS_WIDTH, SLIDERS_PADDING = 460, 20
ROOMY = 1200
"""Pixels across at which all stands at its full size; in less the figure and the sliders are smaller in proportion."""
LEAST_SCALE = 0.6


class AtTable(Dialog):
    """One customer's contracts. What stands under the sliders can be printed, or kept as a case with today's visit."""

    def __init__(self, desk: Desk, study: Study, parent: QWidget | None, start: ContractsKw | None = None) -> None:
        super().__init__(parent)
        _ = desk.language.text
        self.desk, self.study, self.language = desk, study, desk.language
        self.setWindowTitle(_("At the customer's table"))
        self.setObjectName("page")
        self.figures: Figures | None = None
        self.least_ntd: Decimal | None = None
        self.worst: Message = said("no month over contract")
        self._least = LeastSaving(study.advised.advice, study.option) if study.claimed else None
        self._visit: VisitRow | None = None
        self._office = ""
        self.sliders = [ContractSlider(place) for place in range(sold(study.option.option))]
        self.name = label(role="muted")
        self.figure = label()
        self.at_least, self.hurts = label(wrap=True), label(wrap=True)
        self.contracts_line = label(role="muted", wrap=True)
        self.refusal = label(role="refusal", wrap=True)
        self.agreed = QLineEdit()
        self.agreed.setPlaceholderText(_("What else was agreed, in one sentence"))
        self.agreed.setAccessibleName(_("What else was agreed, in one sentence"))
        self.agreed.setToolTip(tip(self.agreed.placeholderText()))
        self.setLayout(self._lay_out())
        for slider in self.sliders:
            slider.moved.connect(self._moved)
            slider.spin.installEventFilter(slider)
        self.set_contracts(start or study.start)
        session = desk.session.of(self)
        self.typed = TypedWords(session, "at_table", {"agreed": self.agreed})
        self.typed.turn_to(study.customer.id)
        session.ask(VisitList(desk.day, desk.day, with_cancelled=False), self._visits_arrived)
        session.ask(OfficeSettingsInForce(), lambda settings: setattr(self, "_office", settings.name))

    def begin(self) -> None:
        """Take the whole screen."""
        self.setModal(True)
        self.showFullScreen()

    def keep_within(self) -> None:
        """Over the whole screen it keeps within nothing; shown otherwise it is a dialog like others."""
        if not self.isFullScreen():
            super().keep_within()

    @guarded()
    def hideEvent(self, event: QHideEvent) -> None:
        """What was typed and not kept as a case waits until the page is opened again for this customer."""
        self.typed.keep()
        super().hideEvent(event)

    @guarded()
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit(event.size().width())
        super().resizeEvent(event)

    def _fit(self, across: int) -> None:
        look = style.look()
        scale = max(LEAST_SCALE, min(1.0, across / look.px(ROOMY)))
        self._left.setFixedWidth(look.px(SLIDERS_WIDTH * scale))
        beside = self._verbs.spacing() + self.back.sizeHint().width() + self.best.sizeHint().width()
        fits, ways = beside <= self._left.maximumWidth() - 2 * SLIDERS_PADDING - 2, QBoxLayout.Direction
        self._verbs.setDirection(ways.LeftToRight if fits else ways.TopToBottom)
        self.figure.setFont(look.font(LARGE * scale, bold=True))
        for size, words in ((LESSER, self.at_least), (LESSER, self.hurts), (NAME, self.name), (NAME, self.contracts_line)):
            words.setFont(look.font(size * scale))

    @property
    def contracts(self) -> ContractsKw:
        values = [slider.value() for slider in self.sliders]
        first, second, third, fourth = (*values, 0, 0, 0)[:4]
        return first, second, third, fourth

    def set_contracts(self, contracts: ContractsKw) -> None:
        """Set the sliders and answer."""
        for slider, kw in zip(self.sliders, contracts, strict=False):
            slider.set_value(kw)
        self.recompute()

    def take(self, mark: Mark) -> None:
        """Set the sliders to the present or the best contracts."""
        if mark in self.study.marks:
            self.set_contracts(self.study.marks[mark])

    def recompute(self) -> None:
        """What stands under the sliders: its saving, what is sure of it, and the month it hurts most."""
        _, contracts = self.language.text, self.contracts
        try:
            if sum(contracts) < LEAST_TOTAL_KW:
                raise Refused(said("All contracts together are at least {least} kW.", least=LEAST_TOTAL_KW))
            self.figures = self.study.figures(contracts)
        except Refused as refusal:
            self.figures = None
            self.refusal.setText(self.language.say_refusal(refusal))
            self._enable()
            return
        self.refusal.setText("")
        self.least_ntd = None if self._least is None else self._least.of(contracts)
        self.worst = worst_month(self.study, self.figures)
        self._show(self.figures)
        self._enable()

    def sheet(self) -> AgreementSheet | None:
        """What was agreed, for paper; None while the contracts are none."""
        figures, study = self.figures, self.study
        if figures is None:
            return None
        lines = tuple(
            AgreedContract(
                contract_name(place, study.option.option),
                None if study.present is None else study.present[place],
                figures.contracts[place],
            )
            for place in range(len(self.sliders))
        )
        return AgreementSheet(
            customer=study.customer.name,
            account=study.customer.account,
            agreed_on=self.desk.day,
            contracts=lines,
            saving_ntd=figures.saving_ntd,
            least_ntd=self.least_ntd,
            worst=self.worst,
            basis=basis_of(study),
            words=self.agreed.text().strip(),
            office=self._office,
            demonstration=self.desk.context.demonstration,
        )

    def open_paper(self) -> PaperDialog | None:
        """What was agreed, looked at before it is printed."""
        sheet = self.sheet()
        if sheet is None:
            return None
        context, language = self.desk.context, self.language
        title = language.text("What we agreed")

        def write(_office: object, path: object) -> None:
            context.files.write_agreement(sheet, path, language)  # type: ignore[arg-type]

        dialog = PaperDialog(self.desk, title, f"{title} {sheet.customer}", write, self)
        dialog.open()
        return dialog

    def keep(self) -> None:
        """Keep it as a case of the customer, with the visit of today if there is one."""
        figures = self.figures
        if figures is None:
            return
        words = self.language.text("Agreed: contracts {contracts} kW.", contracts=contracts_text(figures.contracts))
        if figures.saving_ntd is not None and self.least_ntd is not None:
            amounts = {"ntd": rounded(figures.saving_ntd), "low": rounded(self.least_ntd)}
            words = self.language.together([words, self.language.text("Saving {ntd:,} NT$ a year, at least {low:,}.", **amounts)])
        words = self.language.together([words, *([self.agreed.text().strip()] if self.agreed.text().strip() else [])])
        visit = None if self._visit is None else self._visit.visit.id
        command = RaiseFollowUp(self.study.customer.id, Raised(words, Window.BUSINESS), visit_id=visit)
        allow(self.kept, self.language.text("It stands among the cases."))
        self.desk.session.of(self).do(command, self._was_kept, self._not_kept)

    # -- the look ---------------------------------------------------------------------------------------------------

    def _lay_out(self) -> QVBoxLayout:
        _, study = self.language.text, self.study
        close = button(_("C&lose"), icon="x", on=self.reject, tip="Esc")
        head = row(label(study.customer.name, "title"), None, close)
        for place, slider in enumerate(self.sliders):
            title = self.language.say(contract_name(place, study.option.option))
            slider.name_it(f"{title}(&{MNEMONICS[place]})", _("kW"))
            slider.set_range(study.top_kw, {mark: kw[place] for mark, kw in study.marks.items()})
        self.back = button(_("Bac&k to the present"), icon="undo-2", on=self.take_present)
        self.best = button(_("Take the &best"), icon="check", on=self.take_best)
        allow(self.back, "" if study.present is not None else _("The present contracts are not known."))
        self._verbs = row(self.back, self.best)
        left = self._left = card(*self.sliders, self._key(), self.refusal, None, self._verbs, spacing=6, padding=SLIDERS_PADDING)
        left.setFixedWidth(style.look().px(SLIDERS_WIDTH))
        right = card(None, self.name, self.figure, self.at_least, self.hurts, self.contracts_line, None, spacing=14, padding=32)
        body: QHBoxLayout = row(left, right, spacing=24)
        body.setStretch(1, 1)
        self.printed = button(_("&Print what we agreed"), kind="primary", icon="printer", on=self.open_paper)
        self.kept = button(_("Keep as a &case"), icon="list-checks", on=self.keep)
        foot = row(self.agreed, self.kept, self.printed, spacing=12)
        foot.setStretch(0, 1)
        basis = label(self.language.say(basis_of(study)), "caption", wrap=True)
        whole = column(head, scrolled(holder(body)), foot, basis, spacing=16, margins=(EDGE, 24, EDGE, 20))
        whole.setStretch(1, 1)
        return whole

    def _key(self) -> QWidget:
        """What the marks above the sliders are."""
        _ = self.language.text
        names = {
            Mark.PRESENT: _("as it is now"),
            Mark.BEST: _("best"),
            Mark.ALONE: _("regular only"),
            Mark.ROBUST: _("robust"),
        }
        shown = [MarkLabel(mark, name) for mark, name in names.items() if mark in self.study.marks]
        return holder(row(*shown, None, spacing=14))

    def _show(self, figures: Figures) -> None:
        _, saved = self.language.text, figures.saving_ntd
        if saved is None:
            self.name.setText(_("Whole year (NT$)"))
            self.figure.setText(f"{rounded(figures.total_ntd):,}")
        else:
            self.name.setText(_("Saving a year (NT$)") if saved >= 0 else _("Dearer a year (NT$)"))
            self.figure.setText(f"{abs(rounded(saved)):,}")
        tone = "text" if not saved else "ok" if saved > 0 else "danger"
        self.figure.setStyleSheet(f"color: {style.look().colour(tone).name()};")
        self._fit(self.width())
        least = self.least_ntd
        self.at_least.setVisible(least is not None and figures.contracts != self.study.present)
        if least is not None:
            told = _("At least {ntd:,} NT$", ntd=rounded(least))
            self.at_least.setText(told if least >= 0 else _("May turn out {ntd:,} NT$ dearer", ntd=-rounded(least)))
        self.hurts.setText(self.language.say(self.worst))
        self.contracts_line.setText(
            _("Contracts {contracts} kW", contracts=contracts_text(figures.contracts[: len(self.sliders)]))
        )

    def _enable(self) -> None:
        for part in (self.printed, self.kept):
            allow(part, "" if self.figures is not None else self.language.text("The figures are not computed yet."))

    def take_present(self) -> None:
        """Back to what the customer has now."""
        self.take(Mark.PRESENT)

    def take_best(self) -> None:
        """The cheapest contracts, proven."""
        self.take(Mark.BEST)

    @Slot(int)
    def _moved(self, _place: int) -> None:
        self.recompute()

    def _visits_arrived(self, rows: list[VisitRow]) -> None:
        own = (each for each in rows if self.study.customer.id in (each.visit.subject_id, each.visit.site_id))
        self._visit = next(own, None)

    def _was_kept(self, _outcome: Outcome[object]) -> None:
        self.kept.setText(self.language.text("Kept."))
        self.typed.settled()

    def _not_kept(self, refusal: Refused) -> None:
        allow(self.kept)
        self.refusal.setText(self.language.say_refusal(refusal))


def worst_month(study: Study, figures: Figures) -> Message:
    """The month in which these contracts cost most over contract; where none is exceeded, what one hotter month would cost."""
    over = figures.over
    if over.count:
        worst = max(over.months, key=lambda month: month.ntd)
        return said(
            "Hurts most in month {month}: {kw:,} kW over contract, {ntd:,} NT$",
            month=worst.month.month,
            kw=rounded(worst.kw),
            ntd=rounded(worst.ntd),
        )
    hotter = hotter_month(study.year, study.year.bills(figures.contracts))
    if hotter.ntd <= 0:
        return said("no month over contract")
    return said(
        "No month over contract; one hotter by {percent} % (month {month}) costs {ntd:,} NT$",
        percent=HOTTER_PERCENT,
        month=hotter.month.month,
        ntd=rounded(hotter.ntd),
    )


def basis_of(study: Study) -> Message:
    """On which months and prices the figures rest."""
    first, last = study.months[0].first, study.months[-1].last
    if study.book is None:
        return said("Computed from the customer's own load, {first} to {last}.", first=first, last=last)
    return said(
        "Computed from the customer's own load, {first} to {last}, at the prices of {day}.",
        first=first,
        last=last,
        day=study.book.first,
    )
