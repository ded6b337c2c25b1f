"""Proposing specialists and leaders, and one person following another."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from uuid import uuid4

import pytest

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.programme.assignments import in_force, refuse_low_rank, stood_in_for, succession
from visitplanner.domain.programme.proposals import Charge, Proposed, propose
from visitplanner.domain.staff.staff import Assignment, Person, Rank, Role

STAFF = [
    Person(name="處長", rank=Rank.DIRECTOR),
    Person(name="副處長", rank=Rank.DEPUTY_DIRECTOR),
    Person(name="經理甲", rank=Rank.MANAGER, townships=("板橋區",)),
    Person(name="經理乙", rank=Rank.MANAGER, townships=("新店區",)),
    Person(name="課長甲", rank=Rank.SUPERVISOR, townships=("板橋區",)),
    Person(name="課長乙", rank=Rank.SUPERVISOR, townships=("新店區",)),
    Person(name="專員", rank=Rank.STAFF),
]
TOWNS = ("板橋區", "新店區")


def sites(count: int, *, town: str | None = None) -> list[Charge]:
    return [
        Charge(uuid4(), f"用戶{n:03}", Role.SPECIALIST, Rank.SUPERVISOR, 1, (town or TOWNS[n % 2],), 1000 + n)
        for n in range(count)
    ]


def groups(count: int) -> list[Charge]:
    return [Charge(uuid4(), f"集團{n:02}", Role.LEADER, Rank.MANAGER, 2, (TOWNS[n % 2],), 5000 * (n + 1)) for n in range(count)]


def test_nobody_below_the_rank_of_the_plan_is_proposed() -> None:
    found = propose(sites(40) + groups(12), STAFF, {})
    assert all(one.person.rank >= one.charge.lowest for one in found.proposals)
    assert len(found.proposals) == 52


def test_loads_are_equal_among_people_of_one_rank() -> None:
    count = Counter(one.person.name for one in propose(sites(60), STAFF, {}).proposals)
    assert count["課長甲"] == count["課長乙"] == 20
    assert count["經理甲"] == count["經理乙"] == 10


def test_a_customer_is_given_to_somebody_who_goes_to_its_township() -> None:
    found = propose(sites(30), STAFF, {})
    assert all(set(one.charge.townships) & set(one.person.townships) for one in found.proposals)


def test_a_township_nobody_goes_to_is_shared_out_all_the_same() -> None:
    found = propose(sites(12, town="烏來區"), STAFF, {})
    assert len(found.proposals) == 12
    assert max(Counter(one.person.name for one in found.proposals).values()) <= 4


def test_one_crowded_township_does_not_bury_its_people() -> None:
    count = Counter(one.person.name for one in propose(sites(60, town="板橋區"), STAFF, {}).proposals)
    assert count["課長甲"] > count["課長乙"] >= 10


def test_the_director_and_the_deputy_lead_the_largest_groups() -> None:
    led = {one.charge.name: one.person for one in propose(groups(14), STAFF, {}).proposals}
    assert led["集團13"].rank is Rank.DIRECTOR
    assert led["集團12"].rank is Rank.DEPUTY_DIRECTOR
    assert Counter(person.rank for person in led.values())[Rank.MANAGER] >= 10


def test_who_has_much_already_is_given_less() -> None:
    loaded = {(STAFF[4].id, Role.SPECIALIST): 30}
    count = Counter(one.person.name for one in propose(sites(30), STAFF, loaded).proposals)
    assert count["課長甲"] < count["課長乙"]


def test_the_proposal_does_not_depend_on_the_order_of_the_lists() -> None:
    charges, people = sites(25) + groups(6), list(STAFF)
    first = {one.charge.subject_id: one.person.id for one in propose(charges, people, {}).proposals}
    random.Random(7).shuffle(charges)
    random.Random(8).shuffle(people)
    assert {one.charge.subject_id: one.person.id for one in propose(charges, people, {}).proposals} == first


def test_charges_nobody_may_take_are_named() -> None:
    found = propose(groups(1) + sites(1), [STAFF[4], STAFF[6]], {})
    assert [one.name for one in found.nobody] == ["集團00"]
    assert [one.person.name for one in found.proposals] == ["課長甲"]


def test_with_nobody_else_the_director_looks_after_customers() -> None:
    assert propose(sites(1), STAFF[:1], {}).proposals[0].person is STAFF[0]


def reasons(charges: list[Charge], people: list[Person]) -> dict[str, list[str]]:
    """What is said of each proposal beside the rank, by the name of the person."""
    found: dict[str, list[str]] = {}
    for one in propose(charges, people, {}).proposals:
        found.setdefault(one.person.name, []).append(str(one.reasons[1]))
    return found


def test_a_newcomer_has_no_more_than_the_first_visit() -> None:
    [one] = propose(sites(1), [STAFF[4]], {}).proposals
    assert str(one.reasons[2]) == "1 visits a year in all, 1 would be an equal share"
    [one] = propose(sites(1), [STAFF[4]], {(STAFF[4].id, Role.SPECIALIST): 4}).proposals
    assert str(one.reasons[2]) == "5 visits a year in all, 5 would be an equal share"


def test_one_visit_less_decides_however_many_there_are() -> None:
    """Nine, eight and twenty visits a year: the next customer goes to whom has eight, though another name comes first."""
    people = [Person(name=name, rank=Rank.SUPERVISOR) for name in ("課長甲", "課長乙", "課長丙")]
    for fewest in range(3):
        loads = {
            (who.id, Role.SPECIALIST): 8 if n == fewest else 9 + 11 * (n == (fewest + 1) % 3) for n, who in enumerate(people)
        }
        [one] = propose(sites(1), people, loads).proposals
        assert one.person is people[fewest]


def test_the_director_leads_the_largest_groups_and_looks_after_customers_like_anybody() -> None:
    sentence = "leads the largest groups"
    led = reasons(groups(14), STAFF)
    assert all(sentence in said for name in ("處長", "副處長") for said in led[name])
    assert not any(sentence in said for name in ("經理甲", "經理乙") for said in led[name])
    assert not any(sentence in said for said in reasons(sites(2), STAFF[:1])["處長"])


def test_each_proposal_says_how_its_person_stands_to_the_township() -> None:
    here, there = STAFF[4], STAFF[5]
    anywhere = Person(name="課長丙", rank=Rank.SUPERVISOR)
    assert reasons(sites(1, town="板橋區"), [here]) == {"課長甲": ["goes to 板橋區"]}
    assert reasons(sites(1, town="板橋區"), [anywhere]) == {"課長丙": ["goes anywhere"]}
    nowhere = [Charge(uuid4(), "用戶", Role.SPECIALIST, Rank.SUPERVISOR, 1, (), 1000)]
    assert reasons(nowhere, [here]) == {"課長甲": ["goes anywhere"]}
    assert reasons(sites(1, town="烏來區"), [here, there]) == {"課長乙": ["nobody of this rank goes to 烏來區"]}
    crowded = reasons(sites(60, town="板橋區"), [here, there])
    assert set(crowded["課長甲"]) == {"goes to 板橋區"}
    assert set(crowded["課長乙"]) == {"does not go to 板橋區, but those who do are full"}


def test_too_low_a_rank_is_refused_beside_the_field() -> None:
    refuse_low_rank(STAFF[4], Role.SPECIALIST, Rank.SUPERVISOR)
    with pytest.raises(Refused) as refusal:
        refuse_low_rank(STAFF[4], Role.LEADER, Rank.MANAGER)
    assert refusal.value.field == "person" and "a group is led by a" in str(refusal.value.what)
    with pytest.raises(Refused, match="a service specialist is a"):
        refuse_low_rank(STAFF[6], Role.SPECIALIST, Rank.SUPERVISOR)


def held(first: dt.date, last: dt.date | None = None, subject: object = None, *, proposed: bool = False) -> Assignment:
    ident = SUBJECT if subject is None else uuid4()
    return Assignment(subject_id=ident, person_id=uuid4(), role=Role.SPECIALIST, begins_on=first, ends_on=last, proposed=proposed)


SUBJECT = uuid4()
JANUARY, MARCH, JUNE = dt.date(2026, 1, 1), dt.date(2026, 3, 1), dt.date(2026, 6, 1)


def test_the_former_person_ends_the_day_before() -> None:
    ended, void = succession([held(JANUARY)], held(MARCH))
    assert ([one.ends_on for one in ended], void) == ([dt.date(2026, 2, 28)], [])


def test_an_assignment_that_would_only_have_begun_falls_away() -> None:
    later = held(JUNE)
    assert succession([later], held(MARCH)) == ([], [later])


def test_others_and_what_is_long_past_stay_untouched() -> None:
    past, other = held(JANUARY, dt.date(2026, 2, 1)), held(JANUARY, subject="another")
    assert succession([past, other], held(MARCH)) == ([], [])


def test_a_proposal_nobody_confirmed_is_not_in_force() -> None:
    assert in_force([held(JANUARY, proposed=True)], MARCH) == {}
    assert len(in_force([held(JANUARY)], MARCH)) == 1
    assert in_force([held(JANUARY, dt.date(2026, 2, 1))], MARCH) == {}


def accounts(company: str, count: int, *towns: str) -> list[Charge]:
    return [
        Charge(uuid4(), f"{company}{n}廠", Role.SPECIALIST, Rank.SUPERVISOR, 1, (towns[n % len(towns)],), 900, company)
        for n in range(count)
    ]


def takers(found: Proposed, company: str) -> set[str]:
    return {one.person.name for one in found.proposals if one.charge.company == company}


def test_the_accounts_of_one_company_go_to_one_person_whatever_their_townships() -> None:
    charges = [*sites(30), *accounts("甲", 5, *TOWNS), *accounts("乙", 4, *TOWNS), *accounts("丙", 2, *TOWNS)]
    found = propose(charges, STAFF, {})
    assert [len(takers(found, company)) for company in "甲乙丙"] == [1, 1, 1]
    assert {str(one.reasons[3]) for one in found.proposals if one.charge.company == "甲"} == {
        "5 accounts of its company together, for one trip"
    }
    count = Counter(one.person.name for one in found.proposals)
    assert abs(count["課長甲"] - count["課長乙"]) <= 2 and abs(count["經理甲"] - count["經理乙"]) <= 2


def test_a_company_with_more_accounts_than_one_share_is_cut_and_says_so() -> None:
    found = propose(accounts("甲", 20, *TOWNS), STAFF[4:6], {})
    assert takers(found, "甲") == {"課長甲", "課長乙"}
    assert all("2 people share them" in str(one.reasons[3]) for one in found.proposals)


def test_who_looks_after_a_company_gets_its_new_account_unless_full_or_of_too_low_a_rank() -> None:
    charges = [*sites(20), *accounts("甲", 1, "板橋區")]
    found = propose(charges, STAFF, {}, {"甲": STAFF[5].id})
    assert takers(found, "甲") == {"課長乙"}
    full = propose(charges, STAFF, {(STAFF[5].id, Role.SPECIALIST): 40}, {"甲": STAFF[5].id})
    (one,) = [one for one in full.proposals if one.charge.company == "甲"]
    assert one.person.name != "課長乙" and str(one.reasons[-1]).endswith("and is full")
    low = propose(accounts("甲", 1, "板橋區"), STAFF, {}, {"甲": STAFF[6].id})
    assert str(low.proposals[0].reasons[-1]).endswith("and may not take this one")


def test_loads_are_level_before_townships() -> None:
    """A quarter of a fair load is the most that a township may cost."""
    charges = sites(14, town="板橋區") + sites(6, town="新店區")
    count = Counter(one.person.name for one in propose(charges, STAFF[4:6], {}).proposals)
    assert max(count.values()) - min(count.values()) <= 3


@pytest.mark.parametrize(
    ("other", "replaced"),
    [
        ((JANUARY, None), True),
        ((JANUARY, JUNE), True),
        ((dt.date(2025, 12, 31), MARCH), True),
        ((JANUARY, MARCH), False),
        ((dt.date(2026, 1, 2), None), False),
        ((JANUARY, dt.date(2026, 2, 28)), False),
    ],
)
def test_a_substitute_stands_in_for_somebody_who_holds_throughout_and_longer(
    other: tuple[dt.date, dt.date | None], replaced: bool
) -> None:
    """From the first day of January to the first of March; to the day, at both ends."""
    one, holder = held(JANUARY, MARCH), held(*other)
    assert stood_in_for(one, [one, holder]) is (holder if replaced else None)
    assert stood_in_for(one, [held(*other, subject=True), held(*other, proposed=True)]) is None
    assert stood_in_for(held(JANUARY), [held(dt.date(2025, 1, 1))]) is None
