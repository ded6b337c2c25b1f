"""What Alembic runs: the steps, on the connection and in the transaction it was given."""

from alembic import context

from visitplanner.store.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
