"""Set up and run visitplanner, the same on every system:
`python dev.py setup|run|demo|test|check|torture|bench|mutants|pictures|build`.

Standard library only. The environment `.venv` is made from the hashed lock files and made again when they change;
on a bare Debian the libraries Qt needs are installed (as root) or the line to type is printed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
SCRIPTS = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
PYTHON = SCRIPTS / ("python.exe" if os.name == "nt" else "python")
PROGRAM = SCRIPTS / ("visitplanner.exe" if os.name == "nt" else "visitplanner")
LOCKS = {"run": ROOT / "requirements.lock", "work": ROOT / "requirements-dev.lock"}
DEBIAN_LIBRARIES = [
    "libglib2.0-0",
    "libegl1",
    "libgl1",
    "libfontconfig1",
    "libdbus-1-3",
    "libxkbcommon0",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-keysyms1",
    "libxcb-shape0",
    "libxcb-xkb1",
    "libxcb-randr0",
    "libxcb-xinerama0",
    "libxkbcommon-x11-0",
]
FIRST_PYTHON, LAST_PYTHON = (3, 11), (3, 13)


def main(words: list[str]) -> int:
    """Run one task; the words after it go to the program behind it."""
    tasks = {
        "setup": setup_only,
        "run": run,
        "demo": demo,
        "test": test,
        "check": check,
        "torture": torture,
        "bench": bench,
        "mutants": mutants,
        "pictures": pictures,
        "build": build,
    }
    if not words or words[0] not in tasks:
        print(f"{__doc__}\n什麼都沒做：請在後面寫一個工作，例如 python dev.py run", file=sys.stderr)
        return 2
    return tasks[words[0]](words[1:])


def setup_only(_: list[str]) -> int:
    set_up("run")
    print(f"已備妥 / ready: {PROGRAM}")
    return 0


def run(words: list[str]) -> int:
    """Open the program on demonstration data; without a screen do the main job head-less."""
    set_up("run")
    if not has_screen():
        print("沒有螢幕：改以無視窗方式走一遍主要工作 / no screen: doing the main job head-less", flush=True)
        return demo(words)
    folder = ROOT / "build" / "demonstration"
    if not any(folder.glob("*.db")):
        made = call([str(PYTHON), "-m", "visitplanner", "--data-dir", str(folder), "init", "--demo"], stdout=subprocess.DEVNULL)
        if made:
            return made
    return call([str(PYTHON), "-m", "visitplanner", "--data-dir", str(folder), *words])


def demo(words: list[str]) -> int:
    """The whole main job head-less on demonstration data; says where the results lie."""
    set_up("run")
    out = words or ["--out", str(ROOT / "build" / "demo")]
    return call([str(PYTHON), "-m", "visitplanner", "demo", *out], env=offscreen())


def test(words: list[str]) -> int:
    set_up("work")
    return call([str(PYTHON), "-m", "pytest", *words], env=offscreen())


def check(_: list[str]) -> int:
    """Style, types, import contracts, sizes and translations."""
    set_up("work")
    steps = (
        ["ruff", "check", "."],
        ["ruff", "format", "--check", "."],
        ["basedpyright"],
        ["lint-imports"],
        ["pytest", "tests/architecture"],
    )
    for step in steps:
        print("·", *step, flush=True)
        failed = call([str(SCRIPTS / step[0]), *step[1:]])
        if failed:
            return failed
    return 0


def torture(words: list[str]) -> int:
    """The plug pulled often, window tests on the real threads, then random hands at the window: ten seeds of two minutes."""
    set_up("work")
    pulled = call([str(PYTHON), "-m", "pytest", "tests/store/plug"], env={**offscreen(), "PLUG_PULLED": "often"})
    tested = call([str(PYTHON), "-m", "pytest", "tests/ui"], env={**offscreen(), "WINDOW_TESTS_ON": "threads"})
    return call([str(PYTHON), "-m", "tests.torture", *words], env=offscreen()) or tested or pulled


def bench(words: list[str]) -> int:
    set_up("work")
    return call([str(PYTHON), "-m", "benchmarks", *words], env=offscreen())


def mutants(words: list[str]) -> int:
    """Put small faults into the program one at a time, a sample by seed: `dev.py mutants [ROOM …] [--seed N] [--sample N]`."""
    set_up("work")
    return call([str(PYTHON), "-m", "tests.mutants", *words], env=offscreen())


def pictures(_: list[str]) -> int:
    """Make the pictures in docs/pictures anew."""
    set_up("run")
    return call([str(PYTHON), "-m", "docs.pictures"], env=offscreen())


def build(_: list[str]) -> int:
    """A one-folder program for this system from build.spec (needs `pip install pyinstaller` in .venv)."""
    set_up("run")
    if call([str(PYTHON), "-c", "import PyInstaller"], stderr=subprocess.DEVNULL):
        print(f"缺少 PyInstaller，請先執行：{PYTHON} -m pip install 'pyinstaller>=6.22,<7'", file=sys.stderr)
        return 1
    return call([str(PYTHON), "-m", "PyInstaller", "--noconfirm", "build.spec"])


def set_up(kind: str) -> None:
    """Make `.venv` hold exactly what the lock file names; costs nothing when it already does."""
    if not FIRST_PYTHON <= sys.version_info[:2] <= LAST_PYTHON:
        sys.exit(f"需要 Python 3.11 至 3.13，目前是 {sys.version.split()[0]}；請改用 python3.11 dev.py …")
    wanted = fingerprint(kind)
    stamp = ENVIRONMENT / f".{kind}-lock"
    if PYTHON.exists() and PROGRAM.exists() and stamp.exists() and stamp.read_text() == wanted:
        return
    install_debian_libraries()
    print("第一次使用，正在準備環境（約一分鐘）… / setting up, about a minute", file=sys.stderr, flush=True)
    if not PYTHON.exists():
        make_environment()
    pip = [str(PYTHON), "-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-input"]
    must([*pip, "--require-hashes", "-r", str(LOCKS[kind])])
    must([*pip, "--no-deps", "--no-build-isolation", "-e", str(ROOT)])
    must([str(PYTHON), "-m", "compileall", "-q", "-x", r"\.venv", str(ROOT / "visitplanner")])
    stamp.write_text(wanted)
    if kind == "work":
        (ENVIRONMENT / ".run-lock").write_text(fingerprint("run"))


def make_environment() -> None:
    try:
        venv.EnvBuilder(with_pip=True, clear=True).create(ENVIRONMENT)
    except (subprocess.CalledProcessError, ImportError):
        shutil.rmtree(ENVIRONMENT, ignore_errors=True)
        sys.exit("無法建立 Python 環境。Debian 請先執行：sudo apt-get install -y python3-venv")


def fingerprint(kind: str) -> str:
    """Changes when the lock, the project's own table or the Python that made the environment change."""
    parts = [LOCKS[kind].read_bytes(), (ROOT / "pyproject.toml").read_bytes(), sys.version.encode(), str(ROOT).encode()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def install_debian_libraries() -> None:
    """On Debian, see to the shared libraries Qt's wheels expect; elsewhere do nothing."""
    if not (shutil.which("apt-get") and shutil.which("dpkg-query")):
        return
    query = ["dpkg-query", "-W", "-f=${binary:Package} ${db:Status-Status}\n", *DEBIAN_LIBRARIES]
    listed = subprocess.run(query, capture_output=True, text=True, check=False).stdout.splitlines()
    present = {line.split()[0].split(":")[0] for line in listed if line.endswith(" installed")}
    missing = [name for name in DEBIAN_LIBRARIES if name not in present and f"{name}t64" not in present]
    if not missing:
        return
    line = "apt-get install -y --no-install-recommends " + " ".join(missing)
    if os.geteuid() != 0:
        sys.exit(f"缺少系統套件，請先執行 / missing system packages, please run:\n  sudo {line}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    must(["apt-get", "update", "-qq"], env=environment)
    must(line.split(), env=environment, stdout=subprocess.DEVNULL)


def has_screen() -> bool:
    return os.name == "nt" or sys.platform == "darwin" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def offscreen() -> dict[str, str]:
    return {**os.environ, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}


def call(command: list[str], **options: object) -> int:
    try:
        return subprocess.run(command, cwd=ROOT, check=False, **options).returncode  # type: ignore[call-overload]
    except KeyboardInterrupt:
        return 130


def must(command: list[str], **options: object) -> None:
    code = call(command, **options)
    if code:
        sys.exit(f"這一步沒有成功（代碼 {code}）：{' '.join(command)}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
