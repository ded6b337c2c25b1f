"""Unlikely and impossible monthly readings through the window: doubted or refused where they stand, before anything is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import SmallOffice
from tests.office_readings import SAMPLES, ReadingSample
from tests.ui.importing.test_preview import opened
from visitplanner.services.office.context import Context
from visitplanner.services.tariffs.reading_advice import ReadingsOf
from visitplanner.ui.importing import kinds
from visitplanner.ui.importing.wizard import PREVIEW
from visitplanner.ui.shell.main_window import MainWindow


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.name for sample in SAMPLES])
def test_unlikely_readings_are_told_of_in_the_window(
    context: Context, window: MainWindow, small: SmallOffice, tmp_path: Path, sample: ReadingSample
) -> None:
    path = tmp_path / "r.csv"
    path.write_text(sample.text, encoding="utf-8")
    wizard = opened(window, kinds.READINGS)
    wizard.open_file(path)
    assert wizard.steps.currentIndex() == PREVIEW, wizard.refusal
    say = wizard.preview.table.rows.language.say
    for verdict, expected in (("rejected", sample.refused), ("warning", sample.doubted)):
        rows = [row for row in wizard.preview.table.rows.rows() if row.verdict == verdict]
        told = [(row.row, f"{row.fault.value} {say(row.fault.reason)}") for row in rows]
        assert [row for row, _ in told] == [row for row, _ in expected], told
        assert all(word in text for (_, word), (_, text) in zip(expected, told, strict=True)), told
    assert context.office.ask(ReadingsOf(small.large.id)) == {}
    wizard.preview.skip.setChecked(bool(sample.refused))
    wizard.next.click()
    assert len(context.office.ask(ReadingsOf(small.large.id))[small.large.id]) == len(sample.rows) - len(sample.refused)
