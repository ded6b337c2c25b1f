"""What nobody sees is not kept, wherever it stands, and that is said; a name has the length of a name."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.store.acts import Doing, company, one_of_each, person
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.kinds import Kind
from visitplanner.domain.core.messages import said
from visitplanner.domain.core.texts import CONTROLS, LONGEST_LINE, LONGEST_TEXT
from visitplanner.domain.customers.customers import COMPANIES
from visitplanner.domain.records.kinds import KINDS, kind_named
from visitplanner.domain.staff.staff import PEOPLE
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.core.work import Work
from visitplanner.store.office import SqlOffice
from visitplanner.store.rows.texts import texts_in, without_controls_in

EVERY_CONTROL = "".join(sorted(CONTROLS))
FIRST_OF = {name: records[0] for name, records in one_of_each().items()}


def soiled(value: Any) -> Any:
    """The value with every control sign in each of its texts."""
    if isinstance(value, str):
        return f"甲{EVERY_CONTROL}乙"
    if isinstance(value, tuple):
        return tuple(map(soiled, value))
    return {soiled(key): soiled(part) for key, part in value.items()} if isinstance(value, dict) else value


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_no_text_of_any_record_keeps_a_sign_that_steers_a_terminal_or_turns_a_line(kind: Kind[Any]) -> None:
    record = FIRST_OF[kind.name]
    bad = replace(record, **{name: soiled(getattr(record, name)) for name in kind.names})
    assert not any(CONTROLS & set(text) for text in texts_in(without_controls_in(bad)))
    assert without_controls_in(record) is record


def test_what_was_left_out_is_said_beside_what_was_done(office: SqlOffice) -> None:
    added = office.do(Doing(lambda work: work.shelf(COMPANIES).add(company(name="聯華\u202e\x1b[31m鋼鐵"))))
    assert added.value.name == "聯華[31m鋼鐵"
    assert "left out" in str(added.said)
    changed = office.do(Doing(lambda work: work.shelf(COMPANIES).change(replace(added.value, name="聯\u200e華"))))
    assert changed.value.name == "聯華" and "left out" in str(changed.said)
    assert office.do(Doing(lambda work: work.shelf(COMPANIES).change(replace(changed.value, name="台\n灣")))).said is None


def test_what_a_command_says_stands_before_it(office: SqlOffice) -> None:
    class Told:
        def carry_out(self, work: Work) -> Outcome[None]:
            work.shelf(PEOPLE).add(person(name="王\x07小明"))
            return Outcome(None, said("Done."))

    assert str(office.do(Told()).said).startswith("Done. ")


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.journalled], ids=lambda kind: kind.name)
def test_every_text_of_every_record_has_a_limit_and_the_refusal_says_it(kind: Kind[Any], office: SqlOffice) -> None:
    record = FIRST_OF[kind.name]
    for name in kind.names:
        if not isinstance(getattr(record, name), str):
            continue
        most = kind.longest(name)
        assert most in (LONGEST_LINE, LONGEST_TEXT)
        with pytest.raises(Refused, match=f"{most + 1:,} signs; at most {most:,}") as refused:
            office.do(
                Doing(lambda work, name=name, most=most: work.shelf(kind).add(replace(record, **{name: "長" * (most + 1)})))
            )
        assert refused.value.field == name


@pytest.mark.parametrize("name", ["groups", "companies", "parks", "customers", "contacts", "people"])
def test_a_name_is_no_essay(name: str) -> None:
    assert kind_named(name).longest("name") == LONGEST_LINE


def test_what_an_older_program_kept_too_long_does_not_stand_in_the_way(
    office: SqlOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as older:
        older.setattr("visitplanner.domain.core.kinds.LONGEST_LINE", 1000)
        kept = office.do(Doing(lambda work: work.shelf(COMPANIES).add(company(name="長" * 500)))).value
    assert office.do(Doing(lambda work: work.shelf(COMPANIES).change(replace(kept, tax_id="12345675")))).value.name == "長" * 500
