"""A second supply, as customers ask for it: a spare feeder, two feeders or a loop, standby for own generation."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from visitplanner.domain.core.messages import said
from visitplanner.domain.tariffs.answers.standby import (
    Feeder,
    FeederOwner,
    Generator,
    Plant,
    StandbyCost,
    own_generation,
    spare_feeder,
)
from visitplanner.services.answers.supply import bills_compared, loop_cost
from visitplanner.services.answers.told import Told, ToldLine, standby_told
from visitplanner.services.core.ports import Stop
from visitplanner.ui.tariffs.questions.asked import AskedAs, AskedNumber, Case, CustomerQuestion

FEEDERS = {
    Feeder.SAME_SUBSTATION: said("From the same substation:"),
    Feeder.OTHER_SUBSTATION: said("From another substation:"),
}
OWNER = AskedNumber(
    "owner",
    said("whose feeder"),
    usual=FeederOwner.TAIPOWER,
    shape=AskedAs.CHOICE,
    choices=(
        (FeederOwner.TAIPOWER, said("Taipower's")),
        (FeederOwner.CUSTOMER, said("the customer's own")),
        (FeederOwner.UNDERGROUND, said("own, under ground")),
    ),
)
KW = AskedNumber("kw", said("standby contract (kW)"))


def _both(costs: Mapping[Feeder, StandbyCost]) -> Told:
    """Either substation: where the feeder comes from, its cost, its clause; what holds for both once."""
    lines = list[ToldLine]()
    for feeder, cost in costs.items():
        told = standby_told(cost)
        lines.append(ToldLine(FEEDERS[feeder], best=True))
        lines += [line._replace(below=told.notes[:1]) for line in told.lines]
    return Told(tuple(lines), next(iter(costs.values())).notes)


def _spare(case: Case, _stop: Stop) -> Told:
    bills = bills_compared(case.study.library, case.study.kept.load, case.question).months
    owner, kw = FeederOwner(case.given.chosen["owner"]), int(case.numbers["kw"])
    return _both({feeder: spare_feeder(bills, kw, feeder, owner) for feeder in Feeder})


def _loop(case: Case, _stop: Stop) -> Told:
    owner, study = FeederOwner(case.given.chosen["owner"]), case.study
    return _both({feeder: loop_cost(study.library, study.kept.load, case.question, feeder, owner) for feeder in Feeder})


def _generation(case: Case, _stop: Stop) -> Told:
    bills, months = bills_compared(case.study.library, case.study.kept.load, case.question).months, case.given.months
    chosen = case.given.chosen
    plant = Plant(
        Generator(chosen["generator"]),
        _whole(months.get("maintenance", {})),
        months.get("maintained"),
        _whole(months.get("failures", {})),
        _whole(months.get("highest_kw", {})),
        chosen["old"] == "old",
    )
    return standby_told(own_generation(bills, int(case.numbers["kw"]), months.get("hours", {}), plant))


def _whole(given: Mapping[int, Decimal]) -> dict[int, int]:
    return {month: int(each) for month, each in given.items()}


SECOND_SUPPLY = (
    CustomerQuestion("standby", said("What does a spare feeder cost?"), (KW, OWNER), _spare),
    CustomerQuestion("loop", said("What do two feeders or a loop cost?"), (OWNER,), _loop),
    CustomerQuestion(
        "generation",
        said("What does standby for own generation cost?"),
        (
            KW,
            AskedNumber(
                "generator",
                said("whose generation"),
                usual=Generator.OWN,
                shape=AskedAs.CHOICE,
                choices=(
                    (Generator.OWN, said("own (section 2)")),
                    (Generator.COGENERATION, said("cogeneration (section 3)")),
                    (Generator.PRODUCER, said("power producer (section 4)")),
                    (Generator.RENEWABLE, said("renewable (section 5)")),
                ),
            ),
            AskedNumber("hours", said("hours of use by month, as 7=20"), needed=False, shape=AskedAs.MONTHS),
            AskedNumber("maintenance", said("days of agreed maintenance, as 2=14"), needed=False, shape=AskedAs.MONTHS),
            AskedNumber("maintained", said("hours of use in it, as 2=40"), needed=False, shape=AskedAs.MONTHS),
            AskedNumber("failures", said("days of short failures (section 3), as 3=1"), needed=False, shape=AskedAs.MONTHS),
            AskedNumber("highest_kw", said("highest demand (kW), as 7=600"), needed=False, shape=AskedAs.MONTHS),
            AskedNumber(
                "old",
                said("permit (section 3)"),
                usual="new",
                shape=AskedAs.CHOICE,
                choices=(("new", said("usual permit")), ("old", said("from before the ordinance"))),
            ),
        ),
        _generation,
    ),
)
