"""Every load that was seen to fail, through the window: in with its right values, or refused with words that tell why."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import SmallOffice
from tests.office_loads import SAMPLES, LoadSample
from visitplanner.services.loads.loads import LoadOf
from visitplanner.services.office.context import Context
from visitplanner.ui.importing.load_form import LoadForm
from visitplanner.ui.shell.main_window import MainWindow


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.name for sample in SAMPLES])
def test_a_load_comes_in_right_through_the_window_or_says_what_it_lacks(
    context: Context, window: MainWindow, small: SmallOffice, tmp_path: Path, sample: LoadSample
) -> None:
    path = tmp_path / sample.file
    path.write_bytes(sample.content)
    form = LoadForm(window.page().desk, small.large, window, path)
    form.open()
    form.submit()
    told = " ".join((form.told.text(), form.doubts.text()))
    refused = " ".join((form.general, *(field.refusal for field in form.fields.values())))
    assert [word for word in sample.refused if word not in refused] == [], refused
    assert [word for word in sample.says if word not in told] == [], told
    if form.isVisible() and not sample.refused:
        form.submit()
    kept = context.office.ask(LoadOf(small.large.id))
    if sample.refused:
        assert kept is None
        return
    assert kept is not None, refused
    assert (float(kept.load.wh.sum()) / 1000, float(kept.load.kw.max())) == (pytest.approx(sample.kwh), sample.max_kw)
