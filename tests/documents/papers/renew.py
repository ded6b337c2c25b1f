"""Keep text, pages and pictures of every paper as they are now: `python -m tests.documents.papers.renew`. Look at them first."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from tests.documents.papers.every import PAPERS
from tests.documents.papers.test_every_paper import CASES, GOLDEN, told
from visitplanner.i18n import language


def main() -> None:
    kept: dict[str, object] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, code in CASES:
            path = Path(folder) / "paper.pdf"
            PAPERS[name](path, language(code))
            kept[f"{name}-{code}"] = told(path)
    GOLDEN.parent.mkdir(exist_ok=True)
    GOLDEN.write_text(json.dumps(kept, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
