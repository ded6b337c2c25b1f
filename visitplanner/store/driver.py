"""The SQLCipher driver. Its module is filled by a C extension whose names no type checker sees."""

from __future__ import annotations

from typing import Any

from sqlcipher3 import dbapi2

sqlcipher: Any = dbapi2
