"""The trade's names of seasons, periods and contracts, for people."""

from __future__ import annotations

from visitplanner.domain.messages import Message, said
from visitplanner.domain.tariffs.book import CustomerClass, Option
from visitplanner.domain.tariffs.periods import Period
from visitplanner.domain.tariffs.seasons import Season


def season_name(season: Season) -> Message:
    return said("summer") if season is Season.SUMMER else said("non-summer")


def period_name(period: Period) -> Message:
    return {
        Period.PEAK: said("peak"),
        Period.HALF_PEAK: said("half-peak"),
        Period.SATURDAY_HALF_PEAK: said("Saturday half-peak"),
        Period.OFF_PEAK: said("off-peak"),
    }[period]


def option_name(option: Option) -> Message:
    """The name of a way of charging."""
    return {
        Option.TWO_STAGE: said("two-stage"),
        Option.THREE_STAGE_FIXED: said("three-stage, fixed peak"),
        Option.THREE_STAGE_VARIABLE: said("three-stage, variable peak"),
        Option.BATCH: said("batch production"),
        Option.EV: said("EV charging"),
    }[option]


def contract_name(place: int, option: Option) -> Message:
    """The name of contract 0..3; the second is half-peak power or, in two stages and batch production, non-summer power."""
    second = said("half-peak contract") if option.three_stage else said("non-summer contract")
    return (said("regular contract"), second, said("Saturday half-peak contract"), said("off-peak contract"))[place]


def class_name(customer_class: CustomerClass) -> Message:
    return {
        CustomerClass.GENERAL: said("general"),
        CustomerClass.AGRICULTURE_FISHERY: said("agriculture and fishery"),
        CustomerClass.SCHOOL_K12: said("school up to senior high"),
        CustomerClass.SCHOOL_KINDERGARTEN_UNIVERSITY: said("kindergarten or university"),
        CustomerClass.WELFARE: said("social welfare"),
    }[customer_class]
