"""What must hold of a customer, company or group typed in by hand. A refusal names the form's field."""

from __future__ import annotations

from dataclasses import replace

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.texts import tidy
from visitplanner.domain.customers.customers import Company, Customer, Group
from visitplanner.domain.lists import cells


def _named(text: str, missing: Message, field: str = "name") -> str:
    if not tidy(text):
        raise Refused(missing, field=field)
    return tidy(text)


def checked_customer(customer: Customer) -> Customer:
    """The customer with tidy texts; raises `Refused` with the field at fault."""
    for key in ("regular_kw", "half_peak_kw", "saturday_kw", "off_peak_kw"):
        try:
            cells.capacity_kw(str(getattr(customer, key)), required=key == "regular_kw")
        except Refused as refusal:
            raise Refused(refusal.what, field=key) from None
    try:
        account = cells.account_no(customer.account).value
    except Refused as refusal:
        raise Refused(refusal.what, field="account") from None
    sector = tidy(customer.sector)
    if sector and not (len(sector) == 3 and sector.isascii() and sector.isdecimal()):
        raise Refused(said("A sector code has three digits."), field="sector")
    return replace(
        customer,
        account=account,
        name=_named(customer.name, said("The customer's name is missing.")),
        sector=sector,
        address=tidy(customer.address),
        township=tidy(customer.township),
        visit_anyway=customer.visit_anyway.strip(),
        notes=customer.notes.strip(),
        only_regular_known=customer.only_regular_known and customer.contracts.sum_kw == customer.regular_kw,
    )


def checked_company(company: Company) -> Company:
    """The company with a tidy name; raises `Refused` for a 統一編號 that is not eight digits with a fitting check digit."""
    tax_id = tidy(company.tax_id)
    if tax_id and not (len(tax_id) == 8 and tax_id.isascii() and tax_id.isdecimal() and cells.tax_id_holds(tax_id)):
        raise Refused(
            said("The check digit of the uniform number (統一編號) {number} does not fit.", number=tax_id), field="tax_id"
        )
    return replace(company, name=_named(company.name, said("The company's name is missing.")), tax_id=tax_id)


def checked_group(group: Group) -> Group:
    return replace(group, name=_named(cells.group_name(group.name), said("The group's name is missing.")))
