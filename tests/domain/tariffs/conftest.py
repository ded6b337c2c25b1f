"""What the tariff tests share: the tariff library the program brings with it."""

from __future__ import annotations

import pytest

from visitplanner.domain.tariffs.bills.library import Library
from visitplanner.reference.tariff_books import tariff_library


@pytest.fixture(scope="session")
def library() -> Library:
    return tariff_library()
