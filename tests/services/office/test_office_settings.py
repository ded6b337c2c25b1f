"""The office's name and reply period are kept, used and refused where they make no sense."""

from __future__ import annotations

import datetime as dt

import pytest

from visitplanner.domain.core.errors import Refused
from visitplanner.services.follow_ups.follow_ups import UsualDue
from visitplanner.services.office.office_settings import ChangeOfficeSettings, OfficeSettings, OfficeSettingsInForce
from visitplanner.store.office import SqlOffice


def test_a_shorter_reply_period_brings_new_cases_forward(office: SqlOffice) -> None:
    monday = dt.date(2026, 3, 16)
    assert office.ask(UsualDue(monday)) == dt.date(2026, 3, 25)
    office.do(ChangeOfficeSettings(OfficeSettings("台北南區營業處", 3)))
    assert office.ask(UsualDue(monday)) == dt.date(2026, 3, 19)
    assert office.ask(OfficeSettingsInForce()).name == "台北南區營業處"


@pytest.mark.parametrize(("settings", "field"), [(OfficeSettings("長" * 41), "name"), (OfficeSettings("短", 0), "reply_within")])
def test_settings_that_make_no_sense_are_refused_beside_their_field(
    office: SqlOffice, settings: OfficeSettings, field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        office.do(ChangeOfficeSettings(settings))
    assert refusal.value.field == field
    assert office.ask(OfficeSettingsInForce()) == OfficeSettings()
