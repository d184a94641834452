"""导入附件3, judged by the roster and taken in whole or not at all."""

from datetime import date

import pytest

from models.db import db, unit_of_work
from models.errors import Refusal
from models.operations.annex_3_sheet import annex_3_workbook
from models.operations.roster import change_standing
from models.operations.roster_import import Outcome, apply, judge
from models.queries.roster import Filter
from models.spreadsheets import read_rows
from models.tables import Event, Expert, Setting
from models.vocabulary import Post, Standing
from tests import rosters
from tests.office import EXPERTS

FILES = {
    "roster.xlsx": rosters.xlsx(rosters.grid()),
    "roster.csv": rosters.csv_in("gb18030", rosters.grid()),
}
RIGHT = [rosters.HEADER, *rosters.right_rows()]
OTHER = rosters.id_number(date(1959, 1, 1), 1)


def experts() -> int:
    return db.session.scalar(db.select(db.func.count()).select_from(Expert))


def named(name) -> Expert:
    return db.session.scalars(db.select(Expert).filter_by(name=name)).one()


def judge_one(**cells):
    [verdict] = judge([rosters.HEADER, rosters.row(1, **cells)]).verdicts
    return verdict


@pytest.fixture
def run(app, tmp_path):
    """``run("a.xlsx", content, "--dry-run")``: what the command prints, and its exit code."""

    def run(name, content, *options):
        file = tmp_path / name
        file.write_bytes(content)
        done = app.test_cli_runner().invoke(args=["import", "experts", str(file), *options])
        db.session.rollback()
        return done

    return run


@pytest.fixture
def taken_in(app):
    with unit_of_work():
        apply(RIGHT, by=None)


@pytest.mark.parametrize("options", [("--dry-run",), ()])
@pytest.mark.parametrize("name", FILES)
def test_of_a_clerks_sheet_the_ten_wrong_rows_are_named_and_nothing_is_changed(run, name, options):
    done = run(name, FILES[name], *options)
    lines = done.stdout.splitlines()
    wrong = [line for line in lines if "  不能导入  " in line]
    assert len(wrong) == 10
    for line, (_, words) in zip(wrong, rosters.wrong_rows(), strict=True):
        assert words in line
    assert len([line for line in lines if "  新增  " in line]) == 12
    assert lines[-1] == "共22行：新增12行，修改0行，不变0行，不能导入10行"
    assert (done.exit_code, experts()) == (1, EXPERTS)


def test_a_dry_run_of_a_right_sheet_changes_nothing_either(run):
    done = run("right.xlsx", rosters.xlsx(RIGHT), "--dry-run")
    assert (done.exit_code, experts()) == (0, EXPERTS)


def test_a_right_sheet_is_taken_in_from_the_terminal_and_registered(run):
    done = run("right.xlsx", rosters.xlsx(RIGHT))
    assert (done.exit_code, done.stdout.splitlines()[-1]) == (0, "已导入")
    assert experts() == EXPERTS + 12
    event = db.session.scalars(db.select(Event).filter_by(kind="roster:import")).one()
    assert event.facts == {"created": 12, "changed": 0, "unchanged": 0, "refused": 0}


def test_a_file_that_is_no_sheet_is_refused_in_one_sentence(run):
    done = run("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99))
    assert done.exit_code == 1
    assert done.stdout.startswith("“old.xls”是旧版 .xls 文件")


def test_what_was_taken_in_is_what_the_sheet_says(taken_in):
    expert = named("韩露")
    assert (expert.code, expert.mobile, expert.title) == ("ZZ0015", "19900000003", "高级工程师")
    assert (expert.appointed_from, expert.appointed_until) == (
        date(2023, 10, 20),
        date(2028, 10, 20),
    )
    assert named("阿依古丽·买买提").employer.name == "泽北应急技术服务中心（分公司）"


def test_the_second_time_the_same_sheet_changes_nothing(taken_in):
    assert judge(RIGHT).count(Outcome.UNCHANGED) == 12
    before = db.session.query(Event).count()
    with unit_of_work():
        apply(RIGHT, by=None)
    assert db.session.query(Event).count() == before + 1, "the import itself and nothing else"


def test_what_the_office_exports_it_can_read_in_again(taken_in):
    content = annex_3_workbook(db.session(), Filter(), is_whole=True)
    judgement = judge(read_rows("annex-3.xlsx", content))
    assert judgement.count(Outcome.UNCHANGED) == EXPERTS + 12, judgement.verdicts


def test_an_empty_cell_changes_nothing_and_a_written_one_is_shown_with_what_it_replaces(taken_in):
    verdict = judge_one(school="", position="教授", mobile="19900000999", certificate="")
    assert verdict.outcome is Outcome.CHANGED
    assert verdict.sentences == ("移动电话", "职务职称由“高级工程师”改为“教授”")


def test_a_grade_read_from_the_title_does_not_overrule_the_one_that_is_known(taken_in):
    assert judge_one(grade="", position="工程师").sentences == (
        "职务职称由“高级工程师”改为“工程师”",
    )


def test_a_new_expert_without_an_appointment_gets_the_usual_one(app):
    verdict = judge_one(appointed_from="", appointed_to="")
    assert verdict.written.appointed_from == date(2026, 6, 1)
    assert verdict.written.appointed_until == date(2028, 10, 20)


REFUSED = {
    "聘书号“聘0002”已发给ZZ0002 专家02": {"certificate": "聘0002"},
    "身份证号：聘任之日已满67周岁，超过65周岁；放宽的，请写明依据，并在网页上单独登记": {
        "id_number": OTHER, "appointed_from": "2026-06-01",
    },
    "聘任止（2028-10-20）早于聘任起（2029-01-01）": {
        "appointed_from": "2029-01-01", "appointed_to": "",
    },
    "姓名超过30个字，请缩短": {"name": "程" * 31},
    "单位全称超过120个字，请缩短": {"employer": "单" * 121},
}  # fmt: skip


@pytest.mark.parametrize(("sentence", "cells"), REFUSED.items())
def test_what_the_roster_knows_against_a_row_is_said_beside_its_column(sentence, cells, app):
    verdict = judge_one(**cells)
    assert verdict.outcome is Outcome.REFUSED
    assert any(said.endswith(sentence) for said in verdict.sentences), verdict.sentences


def test_whoever_left_is_not_brought_back_by_a_sheet(taken_in, person):
    expert = named("程柏")
    with unit_of_work():
        change_standing(expert, Standing.ENDED, reason="本人提出", by=person(Post.OFFICE))
    assert judge_one().sentences == ("身份证号：ZZ0013 程柏已退出，重新聘任请先变更状态",)


def test_a_sheet_that_would_overfill_the_roster_is_refused_whole(app):
    with unit_of_work():
        db.session.add(Setting(key="roster_cap", value=20))
    assert judge(RIGHT).beyond_cap.message == "入库后共24人，超过20人的上限，请先减少4人"
    with pytest.raises(Refusal, match="超过20人的上限") as refusal, unit_of_work():
        apply(RIGHT, by=None)
    assert (refusal.value.article, experts()) == (4, EXPERTS)


def test_a_sheet_is_refused_when_the_roster_changed_since_it_was_looked_at(taken_in, person):
    sheet = [rosters.HEADER, rosters.row(1, position="教授")]
    seen = judge(sheet).fingerprint
    with unit_of_work():
        expert = named("程柏")
        change_standing(expert, Standing.SUSPENDED, reason="住院", by=person(Post.OFFICE))
    with pytest.raises(Refusal, match="核对之后名册有变动"), unit_of_work():
        apply(sheet, seen=seen, by=None)
