"""Values are written as the user's language writes them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.tariffs.books.seasons import Month
from visitplanner.i18n import catalogue_of, language


@pytest.mark.parametrize(
    ("value", "chinese", "english"),
    [
        (dt.date(2026, 3, 18), "115/03/18", "2026-03-18"),
        (Month(2025, 1), "114 年 1 月", "2025-01"),
        (said("morning"), "上午", "morning"),
        (1250, "1250", "1250"),
    ],
)
def test_a_value_is_written_after_the_language(value: object, chinese: str, english: str) -> None:
    message = said("value: {value}", value=value)
    assert language("zh_TW").say(message) == f"value: {chinese}"
    assert language("en").say(message) == f"value: {english}"


def test_a_refusal_is_one_line_with_place_reason_and_mending() -> None:
    refusal = Refused(said("It is wrong."), where=said("{file}: ", file="a.csv"), mend=said("Mend it."))
    assert language("en").say_refusal(refusal) == "a.csv: It is wrong. Mend it."
    assert language("zh_TW").say_refusal(refusal).startswith("a.csv：")


def test_weekdays_are_named() -> None:
    assert language("zh_TW").date(dt.date(2026, 3, 18), weekday=True) == "115/03/18（三）"
    assert language("en").date(dt.date(2026, 3, 18), weekday=True) == "2026-03-18 (Wed)"


def test_a_weekday_alone_is_short() -> None:
    day = dt.date(2026, 3, 18)
    assert (language("zh_TW").weekday(day), language("en").weekday(day)) == ("三", "Wed")


def test_sentences_stand_together_as_the_language_writes_them() -> None:
    spoken = [said("morning"), "A. ", "", "B."]
    assert language("zh_TW").together(spoken) == "上午A. B."
    assert language("en").together(spoken) == "morning A. B."
    assert (language("zh_TW").listed(["a", "b"]), language("en").listed(["a", "b"])) == ("a、b", "a, b")


def test_months_days_and_brackets_are_written_where_there_is_little_room() -> None:
    chinese, english = language("zh_TW"), language("en")
    day = dt.date(2026, 3, 18)
    assert (chinese.month_in_short(2025, 7), english.month_in_short(2025, 7)) == ("114/07", "2025-07")
    assert (chinese.day_of_year(day), english.day_of_year(day)) == ("03/18（三）", "2026-03-18")
    assert (chinese.bracketed("甲"), english.bracketed("A")) == ("（甲）", " (A)")


def sentence(english: str, chinese: str) -> str:
    return f'msgid "{english}"\nmsgstr "{chinese}"\n\n'


def test_catalogues_are_compiled_once_and_again_when_one_of_them_changes(tmp_path: Path) -> None:
    folder = tmp_path / "zh_TW"
    folder.mkdir()
    (folder / "a.po").write_text(sentence("day", "日") + sentence("not yet", ""), encoding="utf-8")
    (folder / "b.po").write_text(sentence("week", "週"), encoding="utf-8")
    first = catalogue_of(folder)
    assert [first.gettext(word) for word in ("day", "week", "not yet", "year")] == ["日", "週", "not yet", "year"]
    compiled = tmp_path / "zh_TW.mo"
    written = compiled.stat().st_mtime_ns, compiled.read_bytes()
    assert catalogue_of(folder).gettext("day") == "日"
    assert (compiled.stat().st_mtime_ns, compiled.read_bytes()) == written
    (folder / "b.po").write_text(sentence("week", "星期"), encoding="utf-8")
    assert catalogue_of(folder).gettext("week") == "星期"
    (folder / "b.po").unlink()
    assert catalogue_of(folder).gettext("week") == "week"


def test_a_damaged_compiled_catalogue_is_made_anew(tmp_path: Path) -> None:
    folder = tmp_path / "zh_TW"
    folder.mkdir()
    (folder / "a.po").write_text(sentence("day", "日"), encoding="utf-8")
    whole = catalogue_of(folder) and (tmp_path / "zh_TW.mo").read_bytes()
    for damaged in (b"", b"no catalogue", whole[:20], whole[: len(whole) // 2]):
        (tmp_path / "zh_TW.mo").write_bytes(damaged)
        assert catalogue_of(folder).gettext("day") == "日"
        assert (tmp_path / "zh_TW.mo").read_bytes() == whole


def test_a_folder_that_takes_no_file_still_gives_its_sentences(tmp_path: Path) -> None:
    folder = tmp_path / "zh_TW"
    folder.mkdir()
    (folder / "a.po").write_text(sentence("day", "日"), encoding="utf-8")
    (tmp_path / "zh_TW.mo").mkdir()
    assert catalogue_of(folder).gettext("day") == "日"


def test_english_has_no_mark_as_wide_as_a_chinese_sign() -> None:
    """The type is made for Chinese; a curved mark in it leaves a gap in an English word. What a person wrote stays as it is."""
    assert language("en").text("“{name}” is the office’s", name="“A”") == '"“A”" is the office\'s'
    assert language("zh_TW").text("“{name}”", name="A") == "“A”"
