"""Every paper: its text and pages are the golden ones, its picture is the kept one but for a little, no text is under 8 points,
nothing stands beyond the margins, and the same bytes come out twice."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from tests.documents.papers.every import PAPERS
from tests.documents.pdf import read
from visitplanner.documents.typesetting import style
from visitplanner.documents.typesetting.fonts import UNKNOWN
from visitplanner.i18n import language

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "papers.json"
"""Of each paper and language: pages, the text without spaces, and the first page in 30 x 42 greys. Made anew by
`python -m tests.documents.papers.renew`, and looked at before it is kept."""
SIZE = (30, 42)
MEAN, MOST = 2.0, 48
"""How far the greys (0 to 255) may lie from the kept ones: on average, and at one place. Fonts are drawn a little otherwise by
another version of the library; a part that moves by a line changes more."""
CASES = [(name, code) for name in PAPERS for code in ("zh_TW", "en")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("papers")
    for name, code in CASES:
        PAPERS[name](made / f"{name}-{code}.pdf", language(code))
    return made


def greys(path: Path) -> np.ndarray:
    """The first page in few greys."""
    document = pypdfium2.PdfDocument(path)
    try:
        drawn = document[0].render(scale=1.0, grayscale=True).to_pil().convert("L").resize(SIZE)
    finally:
        document.close()
    return np.asarray(drawn, dtype=np.uint8)


def told(path: Path) -> dict[str, object]:
    """What is kept of a paper."""
    pages = read(path)
    picture = base64.b64encode(greys(path).tobytes()).decode()
    return {"pages": len(pages), "text": [page.solid for page in pages], "picture": picture}


@pytest.mark.parametrize(("name", "code"), CASES)
def test_text_and_pages_are_the_golden_ones(name: str, code: str, folder: Path) -> None:
    kept, made = json.loads(GOLDEN.read_text("utf-8"))[f"{name}-{code}"], told(folder / f"{name}-{code}.pdf")
    assert (made["pages"], made["text"]) == (kept["pages"], kept["text"])


@pytest.mark.parametrize(("name", "code"), CASES)
def test_the_picture_is_the_kept_one_but_for_a_little(name: str, code: str, folder: Path) -> None:
    kept = base64.b64decode(json.loads(GOLDEN.read_text("utf-8"))[f"{name}-{code}"]["picture"])
    was = np.frombuffer(kept, dtype=np.uint8).reshape(SIZE[::-1]).astype(int)
    apart = abs(greys(folder / f"{name}-{code}.pdf").astype(int) - was)
    assert apart.mean() <= MEAN and apart.max() <= MOST


def test_a_part_that_moves_is_seen(folder: Path) -> None:
    shown = greys(folder / "customer-zh_TW.pdf").astype(int)
    assert abs(np.roll(shown, 1, 0) - shown).mean() > MEAN


@pytest.mark.parametrize(("name", "code"), CASES)
def test_no_text_is_under_eight_points_and_none_stands_beyond_the_margins(name: str, code: str, folder: Path) -> None:
    path = folder / f"{name}-{code}.pdf"
    document = pypdfium2.PdfDocument(path)
    sizes = set[float]()
    for page in document:
        text = page.get_textpage()
        sizes |= {round(pdfium.FPDFText_GetFontSize(text, index), 2) for index in range(text.count_chars())}
    document.close()
    assert min(size for size in sizes if size > 1) >= style.LEAST_SIZE
    for page in read(path):
        assert UNKNOWN not in page.text
        assert min(box[0] for box in page.boxes) >= style.LEFT - 1
        assert max(box[2] for box in page.boxes) <= style.PAGE_WIDTH - style.RIGHT + 1
        assert min(box[1] for box in page.boxes) >= style.BOTTOM - 22


@pytest.mark.parametrize(("name", "code"), CASES)
def test_the_same_paper_gives_the_same_bytes(name: str, code: str, folder: Path, tmp_path: Path) -> None:
    PAPERS[name](tmp_path / "again.pdf", language(code))
    assert (tmp_path / "again.pdf").read_bytes() == (folder / f"{name}-{code}.pdf").read_bytes()


@pytest.mark.parametrize("name", PAPERS)
def test_english_papers_have_english_punctuation(name: str, folder: Path) -> None:
    """What is no name or note of a record: a Chinese comma or bracket between English words is ours."""
    for page in read(folder / f"{name}-en.pdf"):
        for sign in "，、；（）":
            for place in (at for at, other in enumerate(page.text) if other == sign):
                around = page.text[max(0, place - 1)] + page.text[min(len(page.text) - 1, place + 1)]
                assert not any(letter.isascii() and letter.isalpha() for letter in around), page.text[place - 20 : place + 20]


def test_a_years_list_of_seventy_four_visits_is_two_pages_with_a_sum_each_month(folder: Path) -> None:
    pages = read(folder / "year-list-zh_TW.pdf")
    text = "".join(page.solid for page in pages)
    assert len(pages) == 2 and all(f"第{number}電子公司" in text for number in range(1, 75))
    assert all(f"115年{month}月洽訪" in text for month in range(1, 13)) and "承辦人課長經理副處長處長" in text
