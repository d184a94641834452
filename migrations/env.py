"""How Alembic reaches the office's database: by the application's own engine and tables."""

import logging
from logging.config import fileConfig
from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import TypeDecorator

config = context.config
fileConfig(config.config_file_name, disable_existing_loggers=False)
logger = logging.getLogger("alembic.env")

migrate = current_app.extensions["migrate"]


def render_item(kind: str, item: Any, autogen: Any) -> str | bool:
    """A migration names the plain type of a column, so that it never depends on our modules."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl!r}"
    return False


def run_migrations() -> None:
    with migrate.db.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            # A table is changed by copying it and dropping the old one, to which others refer.
            # Asked of the driver: inside a transaction SQLite would pass it over.
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")
        context.configure(
            connection=connection,
            target_metadata=migrate.db.metadata,
            render_item=render_item,
            **migrate.configure_args,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


run_migrations()
