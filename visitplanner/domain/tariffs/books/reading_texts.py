"""Each open reading's choices in words, for the list of assumptions and the place where a user changes them."""

from __future__ import annotations

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.supply import TariffOption

TEXTS: dict[tuple[str, str], Message] = {
    ("season_change", "mean"): said("May and October: basic charge at the mean of both seasons' prices, as on real bills."),
    ("season_change", "by_days"): said("May and October: basic charge by the days of each season."),
    ("season_change_surcharge", "mean"): said("May and October: kilowatts over contract at the mean of both seasons' prices."),
    ("season_change_surcharge", "season_of_demand"): said(
        "May and October: kilowatts over contract at the price of the season in which the demand occurred."
    ),
    ("band_base", "cumulative"): said("Twice the price up to 10 % of the cumulative contract of the period."),
    ("band_base", "regular"): said("Twice the price up to 10 % of the regular contract."),
    ("band_netting", "net"): said("Each period's own charged kilowatts are held against its 10 %."),
    ("band_netting", "slice"): said("Charged kilowatts are held against 10 % where they lie above the contract."),
    ("demand_rounding", "exact"): said("Demand and the 10 % band are not rounded."),
    ("demand_rounding", "whole_kw"): said("Demand is cut to whole kW, the 10 % band rounded up."),
    ("other_hours_demand", "each_period"): said("Outside the contracted hours each period's highest demand is charged."),
    ("other_hours_demand", "not_twice"): said("Outside the contracted hours no kilowatt is charged twice."),
    ("power_factor_base", "basic_and_energy"): said("The power factor bears on basic and energy charge."),
    ("power_factor_base", "with_surcharge"): said("The power factor bears on the over-contract charge too."),
    ("low_power_factor_raises_surcharge", "no"): said("A power factor below 80 % does not raise the over-contract charge."),
    ("low_power_factor_raises_surcharge", "yes"): said("A power factor below 80 % raises the over-contract charge too."),
    ("power_factor_rounding", "half_up"): said("The power factor is rounded to whole percent."),
    ("power_factor_rounding", "down"): said("The power factor is cut to whole percent."),
    ("coefficient_on_surcharge", "yes"): said("The coefficient multiplies the over-contract charge too."),
    ("coefficient_on_surcharge", "no"): said("The coefficient does not multiply the over-contract charge."),
    ("rounding", "tenths"): said("Each component is rounded to 0.1 NT$, the total to 1 NT$."),
    ("rounding", "cents"): said("Each component is rounded to 0.01 NT$, the total to 1 NT$."),
    ("ev_season", "low_voltage"): said("EV charging: summer is that of the low-voltage table, 1 June to 30 September."),
    ("ev_season", "high_voltage"): said("EV charging: summer is that of high voltage, 16 May to 15 October."),
    ("ev_rounding", "exact"): said("EV charging: 95 % of each low-voltage price, not rounded."),
    ("ev_rounding", "cent"): said("EV charging: 95 % of each low-voltage price, rounded to 0.01 NT$."),
}


TWO_STAGE_TEXTS: dict[tuple[str, str], Message] = {
    ("season_change", "mean"): said(
        "May and October: basic charge at the mean of both seasons' prices, as on real bills; a non-summer contract, free in "
        "summer, costs half its price."
    ),
    ("season_change", "by_days"): said(
        "May and October: basic charge by the days of each season; a non-summer contract costs its price for the days outside "
        "summer."
    ),
    ("season_change_surcharge", "mean"): said(
        "May and October: demand of each part is held against the limit of its own dates; kilowatts over the summer limit cost "
        "the mean of both prices, those over the non-summer limit the non-summer price."
    ),
}
"""Of options whose second contract is free in summer (two-stage, batch): what the same choice does to their bills."""


def reading_text(name: str, choice: str, option: TariffOption | None = None) -> Message:
    """What a choice means. KeyError for one that does not exist: every reading and choice stands here (a test proves it)."""
    if option in (TariffOption.TWO_STAGE, TariffOption.BATCH) and (name, choice) in TWO_STAGE_TEXTS:
        return TWO_STAGE_TEXTS[name, choice]
    return TEXTS[name, choice]
