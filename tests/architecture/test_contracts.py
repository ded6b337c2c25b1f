"""The import contracts hold, and each of them notices a breach."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

BREACHES = {
    "domain looks up": ("visitplanner/domain/core/money.py", "import visitplanner.services.core.ports"),
    "services look at the store": ("visitplanner/services/core/outcome.py", "import visitplanner.store"),
    "neighbours know each other": ("visitplanner/exchange/__init__.py", "import visitplanner.documents"),
    "the command line reaches below its context": ("visitplanner/cli/core/session.py", "import visitplanner.store.office"),
    "Qt outside the window": ("visitplanner/services/core/outcome.py", "import PySide6.QtCore"),
    "SQL outside the store": ("visitplanner/services/core/outcome.py", "import sqlmodel"),
    "reportlab outside the documents": ("visitplanner/services/core/outcome.py", "import reportlab"),
    "a package without a place": ("visitplanner/elsewhere/__init__.py", "x = 1"),
    "a room leans on one that leans on it": (
        "visitplanner/domain/core/money.py",
        "import visitplanner.domain.visits.visits as up",
    ),
    "a widget knows a feature": ("visitplanner/ui/widgets/parts.py", "import visitplanner.ui.home.page"),
    "a page knows another": ("visitplanner/ui/follow_ups/columns.py", "import visitplanner.ui.customers.page"),
}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=120)


@pytest.mark.parametrize("breach", BREACHES)
def test_a_breach_of_the_layers_is_noticed(breach: str, tmp_path: Path) -> None:
    name, line = BREACHES[breach]
    shutil.copytree(ROOT / "visitplanner", tmp_path / "visitplanner", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    file = tmp_path / name
    file.parent.mkdir(exist_ok=True)
    file.write_text((file.read_text(encoding="utf-8") if file.exists() else "") + f"\n{line}\n", encoding="utf-8")
    result = lint(tmp_path)
    assert result.returncode == 1, result.stdout
    assert "BROKEN" in result.stdout or "not listed" in result.stdout or "Missing" in result.stdout, result.stdout
