"""Which ways of charging a customer may lawfully choose (電價表 2025-11-17, chapter 5 articles 1 and 4, appendix 2)."""

from __future__ import annotations

from typing import NamedTuple

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.supply import CustomerClass, TariffOption

LOCK_IN = said("Chosen for at least one year (chapter 5, article 8).")


class Premises(NamedTuple):
    """What the premises are for. production: None where nobody has confirmed it; charging: electric vehicles alone."""

    production: bool | None = None
    charging: bool = False


UNCONFIRMED = Premises()
"""Nobody has said what the premises are for."""


class Choice(NamedTuple):
    """One option. confirmed: False where it is lawful only if something holds that nobody has confirmed yet."""

    option: TariffOption
    confirmed: bool
    notes: tuple[Message, ...]


def lawful_choices(customer_class: CustomerClass, present: TariffOption | None, premises: Premises) -> tuple[Choice, ...]:
    """The options open to a customer at high or extra-high voltage.

    Batch production is for production premises and not in appendix 2's tables; EV charging is for charging premises and is
    offered to nobody else. A customer who is charged by one of the two already has been found eligible.
    """
    found = [Choice(option, True, (LOCK_IN,)) for option in (TariffOption.TWO_STAGE, TariffOption.THREE_STAGE_FIXED)]
    found.append(Choice(TariffOption.THREE_STAGE_VARIABLE, True, _variable_notes()))
    if customer_class is not CustomerClass.GENERAL:
        return tuple(found)
    charging = premises.charging or present is TariffOption.EV
    producing = True if present is TariffOption.BATCH else premises.production
    if producing is not False and not charging:
        notes = (LOCK_IN,) if producing else (LOCK_IN, said("Only if production is confirmed on these premises."))
        found.append(Choice(TariffOption.BATCH, bool(producing), notes))
    if charging:
        found.append(Choice(TariffOption.EV, True, (LOCK_IN, said("For premises that charge electric vehicles alone."))))
    return tuple(found)


def _variable_notes() -> tuple[Message, ...]:
    return LOCK_IN, _left_after_summer(), _thirty_days(), _planned_only()


def _thirty_days() -> Message:
    return said("Taipower names 30 summer days, each by 16:00 the day before; on them 16:00 to 22:00 has the peak price.")


def _planned_only() -> Message:
    return said(
        "In summer its customers may join planned demand response and the storage measure of renewable-energy obligors only "
        "(chapter 5, article 8(4))."
    )


def _left_after_summer() -> Message:
    return said("Left only when the summer of a yearly cycle is over (chapter 5, article 8(4)).")
