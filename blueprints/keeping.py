"""定期保管 · a checkpoint of the register each day, every package of the archive each month."""

import os
from pathlib import Path

from flask import current_app

from blueprints import attachments
from models import checkpoints, clock
from models.db import db, unit_of_work
from models.errors import Refusal
from models.operations.archives import faults_of, record_proof_of_all
from models.queries import archives, register
from models.queries.backups import last_of


def checkpoint_file() -> Path:
    """Where the checkpoints are: best on another disk than the database."""
    folder = os.environ.get("CHECKPOINT_DIR") or current_app.extensions["instance"].root
    return Path(folder) / "checkpoints.txt"


def keep_checkpoint() -> str:
    """Write down what the register has come to; refused where it no longer leads to what was
    written down last."""
    path = checkpoint_file()
    try:
        if fault := checkpoint_fault():
            raise Refusal(fault)
        added = checkpoints.append(path, clock.today(), register.head(db.session()))
    except OSError as away:
        raise Refusal(f"写不了 {path}（{away.strerror}），请核对 CHECKPOINT_DIR") from away
    return "已记" if added else "今天已记"


def checkpoint_fault() -> str:
    """Why the last checkpoint and the register do not agree; empty where they do."""
    path = checkpoint_file()
    heads = checkpoints.read(path)[-1:] if path.exists() else []
    return next(checkpoints.lacking(db.session(), heads), "")


def prove_packages() -> str:
    """Once a month hold every package against its digests; and take away the files of those that
    were destroyed, should the machine have stopped in between."""
    folder, session = attachments.folder(), db.session()
    for stored in archives.gone(session):
        (folder / stored.path).unlink(missing_ok=True)
    last = last_of(session, "archive:prove")
    if last and clock.local(last.at).date().replace(day=1) == clock.today().replace(day=1):
        return "本月已核验"
    packages = archives.kept(session)
    found = [(each, fault) for each in packages for fault in faults_of(each, folder)]
    if packages:
        with unit_of_work():
            record_proof_of_all(len(packages), found)
    if found:
        raise Refusal("；".join(f"{each.number}：{fault}" for each, fault in found[:3]))
    return f"{len(packages)}卷，全部与归档时一致"
