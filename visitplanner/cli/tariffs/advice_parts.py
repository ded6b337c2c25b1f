"""Contracts side by side, the tree of savings, and what a line about moving the evening means: as JSON and as lines."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from visitplanner.cli.tariffs.bill_documents import Say
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.money import rounded
from visitplanner.domain.tariffs.advice.contract_table import HOTTER_PERCENT, SHOWN_NAMES, ContractLine
from visitplanner.domain.tariffs.advice.over_contract import OverYear
from visitplanner.domain.tariffs.advice.shifting import Shifted
from visitplanner.domain.tariffs.findings.savings import SavingPart, Savings
from visitplanner.domain.tariffs.findings.texts import PIECES, instead_of_text, part_name
from visitplanner.services.tariffs.advice import Advised

UNKNOWN = "unknown"


def over_fields(over: OverYear) -> dict[str, Any]:
    """The months billed over contract, their charged kW together, the surcharge in NT$."""
    return {"months_over": over.count, "over_kw": float(over.kw), "surcharge": over.ntd}


def contract_line_document(line: ContractLine, is_year: bool) -> dict[str, Any]:
    """JSON of one set of contracts with all it costs over the months compared, NT$."""
    return {
        "contracts_for": [shown.value for shown in (line.shown, *line.also)],
        "contracts": list(line.contracts),
        "basic": line.basic_ntd,
        **over_fields(line.over),
        "over_months": [{"month": str(each.month), "kw": float(each.kw), "ntd": each.ntd} for each in line.over.months],
        "total": line.total_ntd,
        "saving": UNKNOWN if line.saving_ntd is None or not is_year else line.saving_ntd,
        "hotter_month": {"percent": HOTTER_PERCENT, "month": str(line.hotter.month), "ntd": line.hotter.ntd},
    }


def savings_document(savings: Savings, say: Say) -> dict[str, Any]:
    """JSON of the savings; parts with an empty `instead_of` add up to `total`, NT$."""
    return {"total": savings.total_ntd, "parts": [_part_document(part, say) for part in savings.parts]}


def _part_document(part: SavingPart, say: Say) -> dict[str, Any]:
    return {
        "id": part.id,
        "name": say(part_name(part)),
        "ntd": part.ntd,
        "at_least": UNKNOWN if part.low_ntd is None else part.low_ntd,
        "needs": part.need.value,
        "of": [{"id": piece.id, "ntd": piece.ntd} for piece in part.pieces],
        "instead_of": list(part.instead_of),
    }


def contract_text(say: Say, advised: Advised) -> Iterator[str]:
    """Every set of contracts on a line, with basic charge, months and kW over, surcharge, total, saving."""
    for line in advised.contracts:
        names = "／".join(say(SHOWN_NAMES[shown]) for shown in (line.shown, *line.also))
        saving = said("unknown") if line.saving_ntd is None else said("{saving:,} NT$", saving=rounded(line.saving_ntd))
        yield say(
            said(
                "  {name}: {contracts} kW; basic charge {basic:,}, {over}, whole {total:,} NT$; saving {saving}",
                name=names,
                contracts=", ".join(f"{kw:,}" for kw in line.contracts),
                basic=rounded(line.basic_ntd),
                over=over_words(line.over),
                total=rounded(line.total_ntd),
                saving=saving,
            )
        )


def over_words(over: OverYear) -> Message:
    """Months, kW and NT$ over contract in a few words."""
    if not over.count:
        return said("never over contract")
    return said(
        "over contract in {count} months, {kw:,} kW, {ntd:,} NT$", count=over.count, kw=rounded(over.kw), ntd=rounded(over.ntd)
    )


def savings_text(say: Say, savings: Savings) -> Iterator[str]:
    """The parts that add up, their sum, then what stands instead of them."""
    if not savings.parts:
        return
    yield say(said("Savings that add up (NT$):"))
    for part in savings.besides:
        yield f"  + {say(part_name(part))}: {_amount(say, part)}"
        yield from (f"      {say(PIECES[piece.id])} {rounded(piece.ntd):+,}" for piece in part.pieces)
    yield "  = " + say(said("{saving:,} NT$", saving=rounded(savings.total_ntd)))
    for part in savings.parts:
        if part.instead_of:
            instead = say(instead_of_text(part, savings))
            yield f"  ~ {say(part_name(part))}: {_amount(say, part)}（{instead}）"


def _amount(say: Say, part: SavingPart) -> str:
    low: Decimal | None = part.low_ntd
    if low is None or rounded(low) == rounded(part.ntd):
        return f"{rounded(part.ntd):,}"
    return say(said("{ntd:,}, at least {low:,}", ntd=rounded(part.ntd), low=rounded(low)))


def shift_note(shift: Shifted, advised: Advised) -> Message:
    """One sentence for every line, so that a share larger than the largest block is no contradiction."""
    if shift.percent is None:
        return said("The largest steady block: what runs through the whole evening each day and finds room below the contracts.")
    if advised.is_feasible(shift):
        return said("Within what the load can surely move.")
    return said("Beyond the largest steady block: the load does not show that so much can move.")
