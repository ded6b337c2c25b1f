"""What must hold of a customer, company, group, park or contact typed in by hand. A refusal names the form's field."""

from __future__ import annotations

import re
from dataclasses import replace

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.texts import tidy
from visitplanner.domain.customers.customers import Company, Contact, Customer, Group, Park
from visitplanner.domain.lists import cells

EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


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


def checked_park(park: Park) -> Park:
    return replace(park, name=_named(park.name, said("The park's name is missing.")), township=tidy(park.township))


def checked_contact(contact: Contact) -> Contact:
    """The contact with tidy texts; a telephone or mail address may stand without a name (the switchboard's, 總機).

    Raises `Refused` for a contact of which nothing is known, or an e-mail address that is none.
    """
    email = tidy(contact.email)
    if email and not EMAIL.fullmatch(email):
        raise Refused(said("This is not an e-mail address."), field="email")
    name, phone = tidy(contact.name), tidy(contact.phone)
    if not (name or phone or email):
        raise Refused(said("A contact needs a name, a telephone number or a mail address."), field="name")
    return replace(contact, name=name, phone=phone, email=email)
