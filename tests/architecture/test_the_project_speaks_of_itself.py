"""No path of a machine and no registry's host stands in any file; the lock files name no host."""

from __future__ import annotations

import re
import subprocess

import pytest

from tests.conftest import ROOT

FORBIDDEN = re.compile(r"/ro[o]t/[a-z.]|/wor[k]/[a-z.]|/hom[e]/[a-z]|https?://[^ ]+/(simple|packages)/|--(extra-)?index[-]url")


def tracked() -> list[str]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return listed.stdout.splitlines()


def test_no_file_names_a_machine_or_a_host() -> None:
    found = []
    for name in tracked():
        path = ROOT / name
        if path.suffix in {".ttf", ".png", ".xlsx", ".pdf"} or not path.is_file():
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            if FORBIDDEN.search(line):
                found.append(f"{name}:{number}")
    assert found == []


def test_the_search_finds_what_it_is_for() -> None:
    assert FORBIDDEN.search("/".join(["see ", "work", "main"]))
    assert FORBIDDEN.search("-".join(["", "", "index", "url x"]))
