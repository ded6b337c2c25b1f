"""Start: `visitplanner` or `python -m visitplanner`."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line (which opens the window when no command is given) and return the exit code.

    Everything else is read in here: Ctrl+C while the program starts is one sentence too.
    """
    try:
        import io
        import multiprocessing

        multiprocessing.freeze_support()
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")
        from visitplanner.bootstrap import start

        return start(sys.argv[1:])
    except KeyboardInterrupt:
        sys.stderr.write("已中斷，沒有任何變更。 / Interrupted; nothing was changed.\n")
        return 130


if __name__ == "__main__":
    sys.exit(main())
