"""The schema and how an older one becomes it: numbered steps, all in one transaction."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.store.migrations.kept_in_settings import is_record

SCHEMA = max(step.stem.partition("_")[0] for step in (Path(__file__).parent / "versions").glob("[0-9]*.py"))
"""The newest step, by the numbers the files of `versions/` begin with."""


def current(connection: Connection) -> str | None:
    """The step a database stands at, None for an empty one."""
    made = inspect(connection).has_table("alembic_version")
    return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() if made else None


def refuse_newer(step: str | None, database: Path) -> None:
    """Raise `Refused` for a database of a newer program."""
    if step is not None and step > SCHEMA:
        raise Refused(
            said("This database was written by a newer version of the program."),
            where=said("{file}: ", file=str(database)),
            mend=said("Install the newer version on this computer too."),
        )


def left_in_settings(connection: Connection) -> list[str]:
    """The keys of what step 0003 could not read and left where it was."""
    keys = connection.exec_driver_sql("SELECT key FROM settings ORDER BY key").scalars()
    return [key for key in keys if is_record(key)]


def upgrade(connection: Connection, step: str = SCHEMA) -> None:
    """Bring the schema to a step. The caller's transaction holds all of it; foreign keys must be off."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, step)
