"""Every place where a file is written, found in the source, meets a full disk, a folder that is closed and a thing of another
kind in its way: the old file stays whole, nothing is left behind, and one sentence says what to do."""

from __future__ import annotations

import ast
import errno
import io
import json
import os
import shutil
import sys
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from types import FrameType, SimpleNamespace
from typing import Any

import pytest

from tests.builders import SmallOffice
from tests.conftest import ROOT
from tests.documents.test_agreement import SHEET
from visitplanner import bootstrap, i18n, paths
from visitplanner.cli.office import demo
from visitplanner.domain.core.errors import Refused
from visitplanner.store import office as store
from visitplanner.ui.core import window_state
from visitplanner.ui.core.window_state import WindowState
from visitplanner.ui.papers.paper_dialog import PaperDialog

resource = pytest.importorskip("resource", reason="this system sets no limit on the size of files")

WRITING = {"write_text", "write_bytes", "touch", "mkdir", "rename", "extract", "symlink_to", "hardlink_to"}
WRITING |= {"aside", "write_whole", "put_in_place", "folder_for", "QSaveFile", "QFile", "FileHandler"}
WRITING |= {"TemporaryDirectory", "TemporaryFile", "NamedTemporaryFile", "mkdtemp", "mkstemp"}
OF_THE_SYSTEM = {"open", "rename", "replace", "mkdir", "makedirs"}
NO_FILE_OF_ANYBODY = {
    "cli.core.app.silence": "writes into nothing",
    "bootstrap.written": "makes the writer that goes through `aside`",
    "cli.office.demo.demo": "makes the folder of four files, each of which has a trial",
    "paths.has_room": "a file without a name, gone at once",
    "paths.sync_file": "what was written before",
    "store.safekeeping.durable.sync_folder": "names that were given before",
    "store.dialects.server.dumps.program": "looks for a program, writes nothing",
    "store.served.places.remember": "goes through `aside` with an office's server: `tests/office/test_checks.py`",
    "store.served.dumping.back_up_served": "of an office's server: `tests/office/test_commands.py`",
}


def writes(call: ast.Call) -> bool:
    """Whether a call makes or changes a file or folder."""
    of = call.func
    name = of.attr if isinstance(of, ast.Attribute) else getattr(of, "id", "")
    owner = of.value.id if isinstance(of, ast.Attribute) and isinstance(of.value, ast.Name) else ""
    modes = [each.value for each in call.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]
    to_write = name in ("open", "ZipFile") and any(mode[:1] in "wxa" and len(mode) <= 3 for mode in modes if mode)
    of_system = owner in ("shutil", "tempfile") or (owner == "os" and name in OF_THE_SYSTEM)
    return name in WRITING or to_write or of_system or (owner == "canvas" and name == "save")


def places() -> set[str]:
    """Every function of the program that writes, as `room.module.function`."""
    found: set[str] = set()
    for path in (ROOT / "visitplanner").rglob("*.py"):
        module = ".".join(path.relative_to(ROOT / "visitplanner").with_suffix("").parts)
        for part in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(part, ast.FunctionDef) and any(isinstance(each, ast.Call) and writes(each) for each in ast.walk(part)):
                found.add(f"{module}.{part.name}")
    return found - set(NO_FILE_OF_ANYBODY)


@dataclass(frozen=True)
class Here:
    """A trial's surroundings. out: the folder that is written into; office: the database that is read from."""

    out: Path
    office: Path
    account: str

    def run(self, *words: object, folder: Path | None = None) -> int:
        return bootstrap.start(["--data-dir", str(folder or self.office), "--today", "2026-03-16", *map(str, words)])


@dataclass(frozen=True)
class Trial:
    """One way in which a person has a file written. quiet: a comfort, of which nothing is said when it fails."""

    target: str
    act: Callable[[Here, Path], object]
    ready: Callable[[Here], object] = lambda _here: None
    quiet: bool = False
    in_the_way: bool = True


def brief(here: Here, target: Path) -> int:
    return here.run("brief", "--account", here.account, "--out", target)


def printed(*words: str) -> Callable[[Here, Path], int]:
    return lambda here, target: here.run("print", *words, "--out", target)


def template(here: Here, target: Path) -> int:
    return here.run("readings", "template", "--out", target)


def solved(here: Here, target: Path) -> int:
    return here.run("plan", "--problem", here.office.parent / "problem.json", "--seconds", "0.5", "--out", target)


def problem(here: Here) -> None:
    days = ["2026-03-02", "2026-03-03"]
    visit = {"id": "A", "customer": "A", "ideal": days[0], "kind": "annual", "township": "板橋區"}
    visit |= {"days": days, "leaders": ["expert"], "needs": {}}
    expert = {"id": "expert", "rank": "supervisor", "skills": ["business"], "off": []}
    content = {"days": days, "slots": ["am", "pm"], "people": [expert], "visits": [visit], "spacing": [], "fixed": []}
    (here.office.parent / "problem.json").write_text(json.dumps(content), encoding="utf-8")


def backup(here: Here, target: Path) -> int:
    return here.run("backup", "--out", target)


def backed_up(here: Here) -> None:
    assert here.run("backup", "--out", here.office.parent / "kept") == 0


def restored(here: Here, target: Path) -> int:
    (file,) = (here.office.parent / "kept").iterdir()
    return here.run("restore", file, folder=target)


def created(here: Here, target: Path) -> int:
    return here.run("init", folder=target)


def picture(here: Here, target: Path) -> None:
    context = bootstrap.open_context(here.office, str)
    try:
        bootstrap.picture(context, i18n.language(), target, "home")
    finally:
        context.close()


def put(_here: Here, target: Path) -> bool:
    def refused(refusal: Refused) -> None:
        raise refusal

    return PaperDialog._put(SimpleNamespace(pdf=b"%PDF" * 1000, _refused=refused), target)  # pyright: ignore[reportArgumentType]


def first_key(here: Here) -> None:
    store.create_office(here.out, "old words", demonstration=False, known=bootstrap.known(), today=bootstrap.local_today).close()


def another_passphrase(here: Here, _target: Path) -> None:
    store.change_passphrase(here.out, "old words", "new words")


def catalogue(here: Here) -> None:
    shutil.copytree(paths.resources_folder() / "translations" / "zh_TW", here.out / "zh_TW")


ROWS = [["戶名", "電號"], ["甲公司", "05123456789"]]
TRIALS = {
    "brief": Trial("sheet.pdf", brief),
    "day": Trial("sheet.pdf", printed("day", "--date", "2026-03-19")),
    "week": Trial("new/below/sheet.pdf", printed("week", "--date", "2026-03-16")),
    "list": Trial("sheet.pdf", printed("list", "--from", "2026-03-16", "--to", "2026-03-20")),
    "year": Trial("sheet.pdf", printed("year", "--year", "2026")),
    "agreement": Trial("sheet.pdf", lambda _here, to: bootstrap.files().write_agreement(SHEET, to, i18n.language())),
    "saved from the window": Trial("sheet.pdf", put),
    "readings for Excel": Trial("blank.xlsx", template),
    "readings as text": Trial("new/blank.csv", template),
    "rows for Excel": Trial("rows.xlsx", lambda _here, to: bootstrap.files().write_table(ROWS, to)),
    "rows as text": Trial("rows.csv", lambda _here, to: bootstrap.files().write_table(ROWS, to)),
    "plan": Trial("plan.json", solved, problem),
    "demonstration": Trial("report.json", lambda _here, to: demo.write(to, {"due": []})),
    "list as text": Trial("list.csv", lambda here, to: here.run("export", "customers", "--out", to)),
    "list for Excel": Trial("list.xlsx", lambda here, to: here.run("export", "customers", "--out", to)),
    "half-year for Excel": Trial(
        "report.xlsx", lambda here, to: here.run("report", "half-year", "--year", "2026", "--half", "1", "--out", to)
    ),
    "calendar": Trial("visits.ics", lambda here, to: here.run("export", "ics", "--person", "王經理", "--out", to)),
    "picture": Trial("window.png", picture),
    "backup": Trial("backups", backup),
    "database": Trial("new", created),
    "restored": Trial("new", restored, backed_up),
    "passphrase": Trial("visitplanner.db.key", another_passphrase, first_key, in_the_way=False),
    "state of the window": Trial(
        window_state.FILE_NAME, lambda here, _to: window_state.save(here.out, WindowState(page="customers")), quiet=True
    ),
    "sentences": Trial("zh_TW.mo", lambda here, _to: i18n.catalogue_of(here.out / "zh_TW"), catalogue, quiet=True),
    "folder for other programs": Trial("outside", lambda here, _to: paths.make_outside(here.out), quiet=True),
}
FOLDERS = {"backups", "new", "outside"}


@pytest.fixture
def here(tmp_path: Path, small: SmallOffice, monkeypatch: pytest.MonkeyPatch) -> Here:
    monkeypatch.setenv("VISITPLANNER_PASSPHRASE", "words for the office")
    (tmp_path / "out").mkdir()
    made = Here(tmp_path / "out", tmp_path / "office", small.large.account)
    assert made.run("visit", "add", "--account", made.account, "--day", "2026-03-19", "--leader", "王經理", "--anyway") == 0
    return made


def seen(folder: Path) -> dict[str, bytes | None]:
    """Everything in a folder, with the content of its files."""
    return {str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None for path in sorted(folder.rglob("*"))}


@contextmanager
def no_file_grows() -> Generator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def nothing_can_be_made(folder: Path, code: int) -> Generator[None]:
    """No file or folder can be made in a folder, as the system tells of it."""

    def refusing(make: Callable[..., Any], makes: Callable[..., bool]) -> Callable[..., Any]:
        def made(path: Any, *rest: Any, **named: Any) -> Any:
            if isinstance(path, (str, Path)) and Path(path).is_relative_to(folder) and makes(*rest, **named):
                raise OSError(code, os.strerror(code), str(path))
            return make(path, *rest, **named)

        return made

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "mkdir", refusing(os.mkdir, lambda *_rest, **_named: True))
        patch.setattr(os, "open", refusing(os.open, lambda flags, *_rest, **_named: bool(flags & os.O_CREAT)))
        patch.setattr(io, "open", refusing(io.open, lambda mode="r", *_rest, **_named: mode[:1] in "wxa"))
        yield


def meeting(fault: str | int, folder: Path) -> AbstractContextManager[None]:
    if fault == "full":
        return no_file_grows()
    return nothing_can_be_made(folder, fault) if isinstance(fault, int) else nullcontext()


FAULTS = ("full", errno.ENOSPC, errno.EACCES, "in the way")


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("name", TRIALS)
def test_what_cannot_be_written_leaves_the_old_file_and_is_one_sentence(
    name: str, fault: str | int, here: Here, capsys: pytest.CaptureFixture[str]
) -> None:
    trial = TRIALS[name]
    if fault == "in the way" and not trial.in_the_way:
        pytest.skip("nothing else can lie there")
    trial.ready(here)
    target = here.out / trial.target
    if fault == "in the way":
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(b"a file") if trial.target in FOLDERS else target.mkdir()
    elif target.parent == here.out and trial.target not in FOLDERS and not target.exists():
        target.write_bytes(b"the good one")
    before = seen(here.out)
    capsys.readouterr()
    told = ""
    with meeting(fault, here.out):
        try:
            code = trial.act(here, target)
        except Refused as refusal:
            code, told = 1, i18n.language().say_refusal(refusal)
    told = told or capsys.readouterr().err.strip()
    if fault != "full" or trial.target != "outside":
        assert seen(here.out) == before
    if trial.quiet:
        assert told == ""
        return
    assert code == 1 and told and "\n" not in told and told.count("。") >= 2, "a fault and what to do"
    assert ("磁碟已滿" in told) == (fault in ("full", errno.ENOSPC)), told


def test_every_function_that_writes_is_gone_through_by_a_trial(here: Here) -> None:
    gone: set[str] = set()
    root = str(ROOT / "visitplanner") + os.sep

    def note(frame: FrameType, event: str, _argument: object) -> None:
        if event == "call" and frame.f_code.co_filename.startswith(root):
            module = frame.f_code.co_filename.removeprefix(root).removesuffix(".py").replace(os.sep, ".")
            gone.add(f"{module}.{frame.f_code.co_name}")

    for number, trial in enumerate(TRIALS.values()):
        there = Here(here.out / str(number), here.office, here.account)
        there.out.mkdir()
        trial.ready(there)
        sys.setprofile(note)
        try:
            trial.act(there, there.out / trial.target)
        finally:
            sys.setprofile(None)
        assert (there.out / trial.target).exists(), trial
    assert places() - gone == set(), "name a trial that goes through it"
