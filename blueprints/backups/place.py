"""另一处 · an office elsewhere: a folder and a database, and the program run on them from outside,
as the machine's keeper would run it.
"""

import os
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import current_app
from sqlalchemy import URL, Connection, create_engine, inspect, make_url, text
from sqlalchemy.exc import SQLAlchemyError

from models.errors import Refusal

_NO_ROOM = (
    "数据库账号不能另建模式，没有地方展开备份；"
    "请由数据库管理员执行 GRANT CREATE ON DATABASE 库名 TO 账号"
)

_LONGEST = 24 * 3600  # seconds


@dataclass(frozen=True, slots=True)
class Place:
    """Where an office keeps its files and its rows. ``schema``: the one of a PostgreSQL in which
    they lie, where it is not the usual one."""

    root: Path
    url: URL
    schema: str = ""

    @property
    def is_sqlite(self) -> bool:
        return self.url.get_backend_name() == "sqlite"

    @property
    def file(self) -> Path:
        """The database of an office on SQLite."""
        return Path(str(self.url.database))

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """One transaction, kept when it ends well."""
        engine = create_engine(self.url, hide_parameters=True)
        try:
            with engine.begin() as connection:
                yield connection
        finally:
            engine.dispose()

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """``flask COMMAND`` on this place."""
        url = self.url.render_as_string(hide_password=False)
        told = {"INSTANCE_DIR": str(self.root), "DATABASE_URL": url, "PYTHONWARNINGS": "ignore"}
        return subprocess.run(  # noqa: S603 - the program itself, with words of its own
            [sys.executable, "-m", "flask", "--app", "app", *command],
            cwd=current_app.root_path, env=os.environ | told,
            capture_output=True, text=True, check=False,
        )  # fmt: skip


def here() -> Place:
    """The office that this program serves."""
    root: Path = current_app.extensions["instance"].root
    return Place(root, make_url(current_app.config["SQLALCHEMY_DATABASE_URI"]))


@contextmanager
def scratch(office: Place) -> Iterator[Place]:
    """An empty place beside the office, with its keys; gone afterwards, whatever happened."""
    name = f"restore_{secrets.token_hex(4)}"
    root = office.root / f".{name}"
    root.mkdir(mode=0o700)
    try:
        shutil.copy2(office.root / "keys.json", root)
        with _rows_beside(office, root, name) as place:
            yield place
    finally:
        shutil.rmtree(root)


def sweep(office: Place) -> None:
    """Take away what a restore or a drill that was killed a day ago or longer has left."""
    for root in office.root.glob(".restore_*"):
        if time.time() - root.stat().st_mtime > _LONGEST:
            if not office.is_sqlite:
                statement = f"DROP SCHEMA IF EXISTS {root.name[1:]} CASCADE"
                _execute(office, statement, "恢复用的模式没有删掉，请手工删除")
            shutil.rmtree(root)


@contextmanager
def _rows_beside(office: Place, root: Path, name: str) -> Iterator[Place]:
    if office.is_sqlite:
        yield Place(root, URL.create("sqlite", database=str(root / "zexian.db")))
        return
    _execute(office, f"CREATE SCHEMA {name}", _NO_ROOM)
    try:
        options = f"-csearch_path={name}"
        yield Place(root, office.url.update_query_dict({"options": options}), name)
    finally:
        _execute(office, f"DROP SCHEMA {name} CASCADE", "恢复用的模式没有删掉，请手工删除")


def _execute(office: Place, statement: str, otherwise: str) -> None:
    try:
        with office.connection() as connection:
            connection.execute(text(statement))
    except SQLAlchemyError as refused:
        raise Refusal(otherwise) from refused


def refuse_used(office: Place) -> None:
    """A backup is restored into an empty place only."""
    with office.connection() as connection:
        if inspect(connection).get_table_names():
            raise Refusal("这里的数据库不是空的，不能恢复；请另设空的 INSTANCE_DIR 或空的数据库")
    if any((office.root / "uploads").glob("*")):
        raise Refusal(f"{office.root}/uploads 里已有文件，不能恢复；请另设空的 INSTANCE_DIR")


def move(source: Place, target: Place) -> None:
    """Have what lies in the scratch place be the office's: the files, then the rows at one stroke,
    so that an office that was moved by half is an empty one still."""
    for folder in ("uploads", "jobs"):
        if (target.root / folder).exists():
            (target.root / folder).rmdir()
        (source.root / folder).rename(target.root / folder)
    if target.is_sqlite:
        source.file.rename(target.file)
        return
    with target.connection() as connection:
        home = connection.scalar(text("SELECT current_schema()"))
        for name in inspect(connection).get_table_names(schema=source.schema):
            connection.execute(text(f'ALTER TABLE {source.schema}."{name}" SET SCHEMA {home}'))
        query = text("SELECT proname FROM pg_proc WHERE pronamespace = CAST(:name AS regnamespace)")
        for name in connection.scalars(query, {"name": source.schema}).all():
            connection.execute(text(f"ALTER FUNCTION {source.schema}.{name}() SET SCHEMA {home}"))
