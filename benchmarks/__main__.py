"""`python -m benchmarks [NAME …]`: run the benchmarks named, or all, and print what each measured against its aim."""

from __future__ import annotations

import importlib
import pkgutil
import sys

import benchmarks


def main(names: list[str]) -> int:
    """Every module: the lines of its `run()`, or what its `main()` prints; returns 2 when a name is none of them."""
    known = [module.name for module in pkgutil.iter_modules(benchmarks.__path__) if module.name != "__main__"]
    wrong = [name for name in names if name not in known]
    if wrong:
        print(f"{', '.join(wrong)}? {', '.join(known)}", file=sys.stderr)
        return 2
    for name in names or known:
        module = importlib.import_module(f"benchmarks.{name}")
        if hasattr(module, "run"):
            print(f"{name}")
            for line in module.run():
                print(f"  {line}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
