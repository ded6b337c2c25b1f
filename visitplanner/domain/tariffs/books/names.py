"""The trade's names of seasons, periods and contracts, for people."""

from __future__ import annotations

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.tariffs.books.options import CustomerClass, Option
from visitplanner.domain.tariffs.books.periods import Period
from visitplanner.domain.tariffs.books.seasons import Season


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
        "two_stage": said("two-stage"),
        "three_stage_fixed": said("three-stage, fixed peak"),
        "three_stage_variable": said("three-stage, variable peak"),
        "batch": said("batch production"),
        "ev": said("EV charging"),
    }[option.value]


def contract_name(place: int, option: Option) -> Message:
    """The name of contract 0..3; the second is half-peak power or, in two stages and batch production, non-summer power."""
    second = said("half-peak contract") if option.three_stage else said("non-summer contract")
    return (said("regular contract"), second, said("Saturday half-peak contract"), said("off-peak contract"))[place]


def class_name(customer_class: CustomerClass) -> Message:
    return {
        "general": said("general"),
        "agriculture_fishery": said("agriculture and fishery"),
        "school_k12": said("school up to senior high"),
        "school_kindergarten_university": said("kindergarten or university"),
        "welfare": said("social welfare"),
    }[customer_class.value]
