"""系统状态: what the administrators see, and what the terminal says."""

from datetime import timedelta

import pytest

from models import clock
from models.db import db, unit_of_work
from models.operations import backups
from models.queries import register
from models.vocabulary import Post
from tests.conftest import NOON

READERS = {Post.SYSADMIN, Post.SECADMIN, Post.AUDITOR}


def rows(browser):
    page = browser(Post.SYSADMIN).open("health.status")
    return {row.select_one("th").text: row.text for row in page.soup.select("tbody tr")}


def kept(name="zexian-2026-06-01.zip.age"):
    with unit_of_work():
        backups.record_backup(name, size=3 << 20, seconds=2.0)
        backups.record_drill(name, size=3 << 20, seconds=9.0, faults=())


def test_only_the_three_administrators_see_it(browser):
    for post in Post:
        assert (browser(post).open("health.status").status == 200) == (post in READERS)


def test_it_writes_draws_and_prints_and_keeps_nothing_of_it(browser):
    before = register.head(db.session()).number
    found = rows(browser)
    for name, said in (("数据库", "能写入"), ("抽取", "重算一致"), ("文书", "能生成")):
        assert said in found[name]
    assert register.head(db.session()).number == before


def test_an_office_that_was_never_backed_up_is_told(browser):
    found = rows(browser)
    assert "从未备份" in found["最近一次备份"]
    assert "从未演练" in found["恢复演练"]


@pytest.mark.parametrize(("days", "said"), [(1, "正常"), (9, "需要处理")])
def test_a_backup_and_a_drill_grow_old(browser, days, said):
    kept()
    with clock.held_at(NOON + timedelta(days=days)):
        found = rows(browser)
    assert found["最近一次备份"].strip().endswith(said)
    assert found["恢复演练"].strip().endswith(said)


def test_a_drill_that_failed_since_is_told_with_its_reason(browser):
    kept()
    with unit_of_work():
        backups.record_drill("x", size=1, seconds=1.0, faults=["备份文件已损坏"])
    assert "备份文件已损坏" in rows(browser)["恢复演练"]


def test_a_backup_disk_that_is_not_there_is_told(browser, monkeypatch):
    monkeypatch.setenv("BACKUP_DIR", "/nowhere")
    assert "磁盘没有挂上" in rows(browser)["备份磁盘"]


def test_the_terminal_says_the_same(app):
    said = app.test_cli_runner().invoke(args=["health"])
    assert said.exit_code == 1
    assert "✗ 最近一次备份：从未备份 → " in said.output
    assert "✓ 抽取：" in said.output
