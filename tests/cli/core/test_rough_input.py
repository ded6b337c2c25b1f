"""What no record can hold is one sentence each: odd JSON, odd passphrase files, signs that are no UTF-8, endless texts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from visitplanner import bootstrap, i18n
from visitplanner.cli.core.app import passphrase
from visitplanner.cli.core.session import Session
from visitplanner.domain.core.errors import Refused

TOO_LONG = "長" * 300


def told(words: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    code = bootstrap.start(words)
    return code, capsys.readouterr().err


@pytest.mark.parametrize(
    "text",
    [
        '{"held_on": "\\ud800"}',
        '{"satisfaction": NaN}',
        '{"satisfaction": 1e999}',
        '{"satisfaction": ' + "9" * 5000 + "}",
        '{"topics": ' + "[" * 900 + "]" * 900 + "}",
        '{"topics": ' + "[" * 200_000 + "]" * 200_000 + "}",
        '{"held_on": "2026-03-02", "held_on": "2026-03-01"}',
        '{"issues": [{"text": "甲", "text": "乙"}]}',
        "[1]",
        "{",
    ],
)
def test_json_that_no_record_can_hold_is_one_sentence(text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "record.json"
    file.write_text(text, encoding="utf-8")
    code, said = told(["contracts", "--demands", str(file)], capsys)
    assert code == 1 and len(said.strip().splitlines()) == 1 and "record.json" in said


def test_arguments_that_are_no_utf_8_are_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    code, said = told(["customers", "--filter", b"\xa5\x78".decode("utf-8", "surrogateescape")], capsys)
    assert (code, len(said.strip().splitlines())) == (2, 1)


@pytest.mark.parametrize("content", ["\ufeff通行碼一二三四\n", "通行碼一二三四\r\n", "通行碼一二三四"])
def test_an_editor_s_mark_and_line_end_are_no_part_of_the_passphrase(content: str, tmp_path: Path) -> None:
    file = tmp_path / "phrase.txt"
    file.write_bytes(content.encode())
    assert passphrase(file) == "通行碼一二三四"


@pytest.mark.parametrize("content", ["通行碼\n第二行\n", " 通行碼", "通行碼 \n", "通行碼\t", "通行碼\u2028二"])
def test_a_passphrase_nobody_could_type_is_refused_before_anything_is_made(content: str, tmp_path: Path) -> None:
    file = tmp_path / "phrase.txt"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(Refused, match="more than one line, or blanks"):
        passphrase(file)
    bootstrap.start(["--data-dir", str(tmp_path / "office"), "--passphrase-file", str(file), "init"])
    assert not (tmp_path / "office" / "visitplanner.db").exists()


def test_an_endless_text_is_refused_with_its_length(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    here = ["--data-dir", str(tmp_path / "office")]
    assert bootstrap.start([*here, "init", "--demo"]) == 0
    capsys.readouterr()
    bootstrap.start([*here, "customers", "--json"])
    account = json.loads(capsys.readouterr().out)[0]["account"]
    code, said = told([*here, "issues", "add", "--account", account, "--text", "長" * 20_001], capsys)
    assert code == 1 and "20,001" in said and "20,000" in said


@pytest.mark.parametrize(
    "words",
    [
        ["import", "customers", TOO_LONG],
        ["import", "staff", TOO_LONG],
        ["import", "visits", TOO_LONG],
        ["import", "readings", TOO_LONG],
        ["import", "load", TOO_LONG, "--account", "05123456789"],
        ["bill", "--load", TOO_LONG, "--voltage", "HV", "--option", "two_stage", "--contracts", "1,0,0,0", "--year", "2025"],
        ["plan", "--problem", TOO_LONG, "--out", "plan.json"],
        ["backup", "--out", TOO_LONG],
        ["restore", TOO_LONG],
        ["--data-dir", TOO_LONG, "customers"],
        ["--data-dir", TOO_LONG, "init", "--demo"],
    ],
    ids=lambda words: " ".join(word for word in words if word != TOO_LONG)[:30],
)
def test_a_name_too_long_for_any_file_is_one_sentence(
    words: list[str], here: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = told([*here, *words], capsys)
    assert code == 1 and len(said.strip().splitlines()) == 1 and TOO_LONG in said


@pytest.mark.parametrize("sign", ["\x1b[31m", "\x07", "\x08", "\x9b", "\u202e", "\r"])
@pytest.mark.parametrize("asked", [("import", "customers", "名{}單.csv"), ("issues", "add", "--account", "{}", "--text", "甲")])
def test_signs_that_steer_a_terminal_never_reach_it(
    sign: str, asked: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    here = ["--data-dir", str(tmp_path / "office")]
    assert bootstrap.start([*here, "init", "--demo"]) == 0
    capsys.readouterr()
    code, said = told([*here, *(word.format(sign) for word in asked)], capsys)
    assert code == 1 and sign not in said and f"\\u{ord(sign[0]):04x}" in said


def test_what_is_kept_reaches_neither_terminal_nor_json_raw(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    session = Session(bootstrap.tools(), tmp_path, i18n.language(), lambda: "", as_json=True)
    session.show({"text": "甲\u009b乙\u202e"})
    out = capsys.readouterr().out
    assert "\u009b" not in out and "\u202e" not in out and json.loads(out) == {"text": "甲\u009b乙\u202e"}
    session.as_json = False
    session.show(None, ["甲\x1b[31m\r乙"])
    assert capsys.readouterr().out == "甲\\u001b[31m\\u000d乙\n"
