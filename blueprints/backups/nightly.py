"""每夜备份 · a backup a day, tried at once; only then do the oldest go."""

from blueprints.backups.drilling import drill
from blueprints.backups.making import make
from blueprints.backups.place import here, sweep
from blueprints.backups.shelf import Shelf, key, shelf
from models import clock
from models.backups import container
from models.db import db, unit_of_work
from models.errors import Refusal
from models.operations.backups import record_removal
from models.queries.backups import passed_drill_of


def back_up() -> str:
    """What is due today and was not done: the backup, its drill, taking away the oldest. What came
    of it, in words; refused where anything went wrong."""
    place = shelf()
    if place is None:
        return "没有设 BACKUP_DIR，本机不做"
    path = place.path_on(clock.today())
    if path.exists() and passed_drill_of(db.session(), path.name):
        return "今天已备份并演练"
    container.sweep(place.folder)
    sweep(here())
    if not path.exists():
        make(path, key())
    report = drill(path, key())
    if report.faults:
        raise Refusal(f"备份做了，但恢复演练没有通过：{report.faults[0]}")
    size, removed = report.size / 2**20, _tidy(place)
    return f"已备份并演练（{size:.1f} MB，{report.seconds}秒），删除旧备份{removed}份"


def _tidy(place: Shelf) -> int:
    surplus = place.surplus()
    for path in surplus:
        path.unlink()
        with unit_of_work():
            record_removal(path.name)
    return len(surplus)
