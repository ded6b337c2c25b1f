"""節省: contracts side by side, each with all it costs, and the tree of savings whose parts add up to the whole."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtWidgets import QWidget

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.tariffs.advice.contract_table import SHOWN_NAMES, ContractLine
from visitplanner.domain.tariffs.findings.savings import Savings
from visitplanner.domain.tariffs.findings.texts import PIECES, instead_of_text, part_name
from visitplanner.i18n import Language
from visitplanner.ui.core import style
from visitplanner.ui.core.rows_model import NOTHING, Column
from visitplanner.ui.tariffs.amounts import contracts_text, ntd, signed_ntd
from visitplanner.ui.tariffs.charts.study import Study
from visitplanner.ui.widgets.parts import column, label, quiet_empty
from visitplanner.ui.widgets.table import Table, TablePane

LINES = 5


@dataclass(frozen=True)
class SavingLine:
    """A line of the tree. key: unlike any other's. how: what it adds to, or instead of what it stands. whole: the sum."""

    key: str
    name: Message
    ntd: Decimal
    least_ntd: Decimal | None
    how: Message
    depth: int = 0
    whole: bool = False


def saving_lines(savings: Savings) -> list[SavingLine]:
    """The parts that add up with the lines of the bill they consist of, their sum, then what stands instead of them."""
    lines = list[SavingLine]()
    for part in savings.besides:
        lines.append(SavingLine(part.id, part_name(part), part.ntd, part.low_ntd, said("adds up")))
        lines += [
            SavingLine(f"{part.id}.{piece.id}", PIECES[piece.id], piece.ntd, None, said("part of it"), depth=1)
            for piece in part.pieces
        ]
    if lines:
        lines.append(SavingLine("whole", said("all that adds up"), savings.total_ntd, None, said("the sum"), whole=True))
    lines += [
        SavingLine(part.id, part_name(part), part.ntd, part.low_ntd, instead_of_text(part, savings))
        for part in savings.parts
        if part.instead_of
    ]
    return lines


def line_name(line: ContractLine, language: Language) -> str:
    """Which contracts; what costs the same stands on one line."""
    return "・".join(language.say(SHOWN_NAMES[shown]) for shown in (line.shown, *line.also))


def saving_name(line: SavingLine, language: Language) -> str:
    """A line of the bill stands below the part it belongs to."""
    return "　" * line.depth + language.say(line.name)


def least_of(line: SavingLine) -> str:
    """What is sure of it; a dash where nothing is."""
    return NOTHING if line.least_ntd is None else signed_ntd(line.least_ntd)


SIDE_BY_SIDE: tuple[Column[ContractLine], ...] = (
    Column("shown", said("Contracts for"), lambda line: str(line.shown), line_name, stretch=True, tip=line_name),
    Column("contracts", said("Contracts (kW)"), lambda line: sum(line.contracts),
           lambda line, _to: contracts_text(line.contracts), 164, right=True),
    Column("basic", said("Basic charge"), lambda line: line.basic_ntd, lambda line, _to: ntd(line.basic_ntd), 104, right=True),
    Column("months", said("Months over"), lambda line: line.over.count, width=84, right=True),
    Column("kw", said("kW over"), lambda line: line.over.kw, lambda line, _to: ntd(line.over.kw), 76, right=True),
    Column("surcharge", said("Surcharge"), lambda line: line.over.ntd, lambda line, _to: ntd(line.over.ntd), 96, right=True),
    Column("total", said("Whole year"), lambda line: line.total_ntd, lambda line, _to: ntd(line.total_ntd), 112, right=True),
    Column("saving", said("Saving"), lambda line: line.saving_ntd, lambda line, _to: signed_ntd(line.saving_ntd), 96, right=True),
    Column("hotter", said("One hotter month"), lambda line: line.hotter.ntd, lambda line, _to: ntd(line.hotter.ntd), 112,
           right=True),
)  # fmt: skip
TREE: tuple[Column[SavingLine], ...] = (
    Column("name", said("Saving"), lambda line: line.key, saving_name, stretch=True),
    Column("ntd", said("Saving (NT$)"), lambda line: line.ntd, lambda line, _to: signed_ntd(line.ntd), 128, right=True),
    Column("least", said("At least (NT$)"), lambda line: line.least_ntd, lambda line, _to: least_of(line), 128, right=True),
    Column("how", said("Besides or instead"), lambda line: line.how.template, lambda line, to: to.say(line.how), 420,
           tip=lambda line, to: to.say(line.how)),
)  # fmt: skip


class SavingsTab(QWidget):
    """Nothing is counted twice: what adds up stands above its sum, what would replace it below."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        _ = language.text
        self.contracts = Table(SIDE_BY_SIDE, language, lambda line: line.shown, "side_by_side")
        self.tree = Table(TREE, language, lambda line: line.key, "savings_tree")
        for table in (self.contracts, self.tree):
            table.setSortingEnabled(False)
        self._why = label(role="muted", wrap=True)
        self._language = language
        upper = TablePane(self.contracts, quiet_empty(_("No contracts can be compared.")))
        upper.setFixedHeight(style.look().px(style.ROW_HEIGHT * LINES + 14))
        lower = TablePane(self.tree, quiet_empty(_("Nothing is to be saved for certain: what is held is right.")))
        layout = column(upper, self._why, lower, spacing=10, margins=(0, 12, 0, 0))
        layout.setStretchFactor(lower, 1)
        self.setLayout(layout)

    def show_study(self, study: Study) -> None:
        """Show a study's contracts and savings."""
        self.contracts.set_rows(study.advised.contracts)
        self.tree.set_rows(saving_lines(study.advised.savings))
        self._why.setText(self._language.together(study.advised.why))
        self._why.setVisible(bool(study.advised.why))
