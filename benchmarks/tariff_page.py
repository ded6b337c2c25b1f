"""How fast the tariff page answers: one step of a slider, one study shown, on the demonstration's invented year."""

from __future__ import annotations

import os
import statistics
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from visitplanner import bootstrap, i18n
from visitplanner.ui.core.jobs import Inline
from visitplanner.ui.core.window_state import WindowState
from visitplanner.ui.shell.application import Program, application
from visitplanner.ui.tariffs.page import TariffsPage

STEPS = 60
AIM_MS = 50


def run() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        context = bootstrap.fill_demonstration(Path(folder))
        program = Program(application(), context, i18n.language(), Inline())
        window = program.open(replace(WindowState(), page="tariffs"))
        window.show()
        page = window.page()
        assert isinstance(page, TariffsPage)
        yield from slider_steps(page)
        window.close()
        program.close()
        context.close()


def slider_steps(page: TariffsPage) -> Iterator[str]:
    """Bills, bands, charts and cost curve of one step, computed and painted."""
    tab, computed, painted = page.contracts, list[float](), list[float]()
    for step in range(STEPS):
        slider = tab.sliders[step % 4].slider
        start = perf_counter()
        slider.setValue(slider.value() + 7)
        computed.append((perf_counter() - start) * 1000)
        tab.grab()
        painted.append((perf_counter() - start) * 1000)
    for name, values in (("computed", computed), ("computed and the whole tab painted", painted)):
        yield f"slider step, {name}: median {statistics.median(values):.1f} ms, worst {max(values):.1f} ms (aim {AIM_MS} ms)"
