"""What a bill needs to know of a customer besides the meter: contracts, supply, class, discounts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.core.supply import CustomerClass, TariffOption, Voltage
from visitplanner.domain.tariffs.books.coefficients import CompanyUse
from visitplanner.domain.tariffs.contracts.contract_terms import ContractsKw

OWN_TRANSFORMER_DISCOUNT = {161: Decimal("0.02"), 345: Decimal("0.042")}
"""Share taken off the basic charge for own 161 kV and 345 kV substations (chapter 5, article 5(6))."""

AGRICULTURE_SECTORS = frozenset({"011", "012", "013", "031", "032"})
"""Lines of business charged by appendix 2, table 4 (appendix 1, article 2(3))."""

CONCESSION_UNKNOWN = frozenset({"360", "491", "492"})
"""Water works, railways and rapid transit: chapter 5, article 5(3) grants a concession that is not recorded here."""


@dataclass(frozen=True, slots=True)
class Account:
    """One customer.

    contracts: whole kW c1..c4 (regular; half-peak or non-summer; Saturday half-peak; off-peak).
    power_factor_percent: monthly average, or None when it comes from reactive energy or is not known.
    own_transformer_kv: 161 or 345 for a customer's own substation, else None.
    second_feeder_percent: extra basic charge for two feeders or a closed loop (chapter 7, section 1, article 3: 5, 10, 15).
    low_voltage_metering_kva: transformer capacity when a high-voltage supply is metered on the low side, else zero.
    Raises Refused for what no bill can be made of.
    """

    voltage: Voltage
    option: TariffOption
    contracts: ContractsKw
    customer_class: CustomerClass = CustomerClass.GENERAL
    sector: str | None = None
    power_factor_percent: Decimal | None = None
    own_transformer_kv: int | None = None
    tax_exempt: bool = False
    second_feeder_percent: Decimal = Decimal(0)
    company: CompanyUse | None = None
    low_voltage_metering_kva: Decimal = Decimal(0)
    option_since: date | None = None

    def __post_init__(self) -> None:
        if self.voltage is Voltage.LOW:
            raise Refused(said("Only high and extra-high voltage are billed here."), field="voltage")
        if len(self.contracts) != 4 or min(self.contracts) < 0 or not any(self.contracts):
            raise Refused(
                said("Contracts are four whole numbers of kW, none below zero and not all zero."),
                mend=said("Write them as c1,c2,c3,c4."),
                field="contracts",
            )
        if self.option is TariffOption.EV and any(self.contracts[1:]):
            raise Refused(said("EV charging has a regular contract only."), field="contracts")
        _check_figures(self)

    @property
    def off_hours_only(self) -> bool:
        """Whether only Saturday half-peak or off-peak power is contracted (chapter 5, article 8(6))."""
        return self.option is not TariffOption.EV and self.contracts[0] + self.contracts[1] == 0


def _check_figures(account: Account) -> None:
    factor = account.power_factor_percent
    if factor is not None and not 0 <= factor <= 100:
        raise Refused(said("A power factor is a percentage from 0 to 100."), field="power_factor")
    if account.own_transformer_kv not in (None, *OWN_TRANSFORMER_DISCOUNT):
        raise Refused(said("An own transformer is one of 161 kV or 345 kV."), field="own_transformer_kv")
    if account.own_transformer_kv and account.voltage is not Voltage.EXTRA_HIGH:
        raise Refused(said("The discount for an own transformer is for extra-high voltage."), field="own_transformer_kv")
    if not 0 <= account.second_feeder_percent <= 100 or account.low_voltage_metering_kva < 0:
        raise Refused(said("A percentage lies between 0 and 100 and a capacity is not below zero."), field="customer")


def class_of_sector(sector: str | None) -> CustomerClass:
    """The class of a customer of whom only the line of business is known."""
    code = (sector or "").strip()[:3]
    return CustomerClass.AGRICULTURE_FISHERY if code in AGRICULTURE_SECTORS else CustomerClass.GENERAL
