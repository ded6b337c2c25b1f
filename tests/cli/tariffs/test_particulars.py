"""Class, sector, premises, another day's prices and the office's own figures: options that change what an answer counts with."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from tests.cli.answers.answering import PRESENT, flat_file

Call = Callable[..., Any]


@pytest.fixture(scope="module")
def flat(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A thousand kilowatts through the whole of 2025."""
    return str(flat_file(tmp_path_factory.mktemp("load") / "flat.csv", 1000))


def test_a_school_and_a_farm_pay_by_their_own_table(ask: Call, flat: str) -> None:
    words = ("bill", "--load", flat, *PRESENT, "--year", "2025")

    def total(*more: str) -> Decimal:
        return sum((Decimal(month["total"]) for month in ask(*words, *more)["months"]), Decimal(0))

    assert total("--class", "school_k12") == total("--class", "agriculture_fishery") < total() == total("--class", "general")
    assert "general, agriculture_fishery" in ask(*words, "--class", "pink", code=1)


def test_another_class_leaves_less_to_be_saved(ask: Call, flat: str) -> None:
    words = ("advise", "--load", flat, *PRESENT, "--year", "2025")
    usual, farm = ask(*words), ask(*words, "--class", "agriculture_fishery")
    assert Decimal(farm["current"]["year_total"]) < Decimal(usual["current"]["year_total"])


def test_premises_that_may_choose_an_option_have_it_confirmed(ask: Call, flat: str) -> None:
    words = ("advise", "--load", flat, *PRESENT, "--year", "2025")

    def batch(*more: str) -> Any:
        return next((one for one in ask(*words, *more)["options"] if one["option"] == "batch"), None)

    assert batch()["saving"] == "unknown"
    assert batch("--production")["saving"] != "unknown"
    refused = batch("--no-production")
    assert refused is None or not refused["confirmed"]
    assert "ev" in {one["option"] for one in ask(*words, "--charging")["options"]}


def test_an_office_s_own_figure_is_taken_where_it_is_asked_for(ask: Call, flat: str) -> None:
    words = ("ask", "carbon", "--load", flat)
    assert "排碳係數未知" in ask(*words, code=1)
    ask("dated-figures", "add", "--figure", "carbon", "--first-on", "2025-01-01", "--amount", "0.5", "--source", "公告")
    assert "排碳係數未知" in ask(*words, code=1), "without --office no database is asked"
    told = ask(*words, "--office", as_json=False)
    assert "4,380" in told, "1,000 kW x 8,760 h x 0.5 kg"
    assert "公告" in told


def test_contracts_that_are_raised_again_and_a_change_before_count_in_an_answer(ask: Call, flat: str) -> None:
    words = ("ask", "change", "--load", flat, *PRESENT, "--to", "1200,0,0,0")
    plain = ask(*words)
    raised = ask(*words, "--raise-in", "12", "--raise-to", "1400,0,0,0")

    def steps(answer: Any) -> list[list[tuple[int, list[int]]]]:
        return [[(step["after_months"], step["contracts"]) for step in plan["steps"]] for plan in answer["plans"]]

    again = (12, [1400, 0, 0, 0])
    assert not any(again in each for each in steps(plain))
    assert any(again in each for each in steps(raised))
    assert "--changed-on" in ask(*words, "--changed-on", "115/13/01", code=1)


def test_a_draft_stands_on_the_prices_of_the_day_it_names(ask: Call) -> None:
    words = ("tariff", "draft", "--title", "草案", "--from", "2026-10-01", "--source", "試擬", "--raise", "general=5")
    assert ask(*words, "--based-on", "2025-10-01")["based_on"] == "2025-10-01"
    assert "沒有 88/01/01 的電價資料" in ask(*words, "--based-on", "1999-01-01", code=1)


@pytest.mark.parametrize("words", [("portfolio",), ("readings", "advise", "--account", "05123456789")])
def test_prices_of_a_day_without_a_book_are_no_trial(ask: Call, words: tuple[str, ...]) -> None:
    assert "沒有 88/01/01 的電價資料" in ask(*words, "--trial-of", "1999-01-01", code=1)
    assert "--trial-of" in ask(*words, "--trial-of", "2025-10-01", "--trial-percent", "5", code=2)


def test_the_sector_decides_at_which_prices_an_answer_counts(ask: Call, flat: str) -> None:
    temporary = ("ask", "temporary", "--load", flat, *PRESENT, "--kw", "100", "--days", "15", "--kwh", "5000", "--month", "7")
    assert [ask(*temporary, *more)["basic"] for more in ((), ("--sector", "261"))] == ["17888.00", "18192.10"]
    wheeling = ("ask", "wheeling", "--load", flat, *PRESENT, "--price", "5.2")
    usual, maker = (Decimal(ask(*wheeling, *more)["present_price"]) for more in ((), ("--sector", "261")))
    assert round(maker / usual, 3) == Decimal("1.017")


def test_what_is_promised_to_demand_response_is_a_share_or_so_many_kilowatts(ask: Call, flat: str) -> None:
    words = ("advise", "--load", flat, *PRESENT, "--year", "2025")

    def promised(*more: str) -> tuple[int, int, Decimal]:
        offer = next(one for one in ask(*words, *more)["response"] if one["id"] == "day_select")
        return offer["committed_kw"], offer["held_days"], Decimal(offer["income"])

    kw, held, income = promised()
    assert (kw, held > 0) == (200, True)
    assert promised("--response", "10") == (100, held, income / 2)
    beyond, kept, less = promised("--pledge", "300")
    assert (beyond, kept) == (300, 0), "no more than the share was ever lowered"
    assert less < income
