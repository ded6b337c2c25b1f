"""The file of `visit record` takes whom the team met, answers and the marks of a case; what it does not know it names."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Call = Callable[..., Any]
LARGE = "05123456789"


def test_a_record_file_says_whom_they_met_and_marks_a_petition(ask: Call, tmp_path: Path) -> None:
    ident = ask(
        "visit", "add", "--account", LARGE, "--day", "2026-03-16", "--leader", "林課長", "--reason", "用戶請求", "--anyway"
    )["id"]
    issue = {
        "text": "停電陳情",
        "window": "technical",
        "receipt": "7",
        "petition": True,
        "controller": "王經理",
        "public_opinion": True,
    }
    record = {"held_on": "2026-03-16", "outcome": "done", "met": ["陳廠長"], "answers": {"solving": 4}, "issues": [issue]}
    file = tmp_path / "record.json"
    file.write_text(json.dumps({**record, "answers": {"weather": 4}}), encoding="utf-8")
    assert "沒有 weather 這一題" in ask("visit", "record", ident, "--file", str(file), code=1, as_json=False)
    file.write_text(json.dumps({**record, "met": "陳廠長"}), encoding="utf-8")
    ask("visit", "record", ident, "--file", str(file), code=1, as_json=False)
    file.write_text(json.dumps({**record, "issues": [{**issue, "petition": 1}]}), encoding="utf-8")
    ask("visit", "record", ident, "--file", str(file), code=1, as_json=False)
    file.write_text(json.dumps(record), encoding="utf-8")
    told = ask("visit", "record", ident, "--file", str(file))
    assert len(told["issues"]) == 1
    (case,) = ask("issues")
    assert (case["receipt"], case["petition"], case["controller"], case["public_opinion"]) == ("7", True, "王經理", True)
