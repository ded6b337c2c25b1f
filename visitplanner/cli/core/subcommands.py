"""Commands with a second word (`import customers`, `visit book`, `report half-year`): the groups they hang in."""

from __future__ import annotations

import typer


def group(app: typer.Typer, name: str, about: str) -> typer.Typer:
    """The sub-application `name` of `app`, made when it is first asked for."""
    for known in app.registered_groups:
        if known.name == name and known.typer_instance is not None:
            return known.typer_instance
    made = typer.Typer(help=about, no_args_is_help=True, rich_markup_mode=None)
    app.add_typer(made, name=name)
    return made
