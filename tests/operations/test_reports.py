"""书面报告: written in pieces, with photographs, handed in once."""

import pytest

from models import clock
from models.db import db, unit_of_work
from models.errors import Refusal
from models.operations import reports
from models.operations.files import Upload
from models.operations.pictures import photograph
from models.operations.portraits import portrait
from models.rules.article_13_report import headed
from models.tables import ReportDraft, StoredFile
from models.vocabulary import Post
from models.workflows.assignment import State
from tests import states
from tests.pictures import PDF, photo, places_in
from tests.states import REPORTED, acting_for, held_by, holder

pytestmark = pytest.mark.usefixtures("app")
WORDS = "检查了通风系统和监测监控，发现两处问题，已当场指出并说明依据。"


@pytest.fixture
def part():
    return states.left(seats=1).seated[0]


def write(part, content=WORDS, *, seen=0, by=None) -> ReportDraft:
    with clock.held_at(REPORTED), unit_of_work():
        return reports.save(part, content=content, advice="", seen=seen, by=by or acting_for(part))


def bring(part, folder, *uploads: Upload) -> list[str]:
    with clock.held_at(REPORTED), unit_of_work():
        refused = reports.attach(part.draft, uploads, folder, by=acting_for(part))
    return [each.message for each in refused]


def test_a_report_opens_with_the_headings_of_its_kind_of_work(part):
    assert reports.draft_of(part).content == headed(part.dispatch.task_type)


def test_a_second_window_does_not_write_over_the_first(part):
    seen = write(part).version
    write(part, "第二次", seen=seen)
    with pytest.raises(Refusal, match="在另一个窗口保存过"):
        write(part, "旧窗口", seen=seen)
    assert part.draft.content == "第二次"


def test_words_that_saved_themselves_while_photographs_were_on_their_way_are_no_others(part):
    seen = write(part, "一\n二").version
    write(part, "一\n二\n三", seen=seen)
    assert write(part, "一\r\n二\r\n三", seen=seen).content == "一\n二\n三"


@pytest.mark.parametrize("who", ["another expert", "section_2", Post.OFFICE.value])
def test_nobody_else_writes_it(part, who):
    if who == "another expert":
        who = "zz0003" if part.expert.code == "ZZ0002" else "zz0002"
    with pytest.raises(Refusal):
        write(part, by=held_by(who))


def test_it_is_not_written_before_one_has_left():
    part = states.underway(seats=1).seated[0]
    with pytest.raises(Refusal, match="不能填写书面报告"):
        write(part)


def test_handed_in_its_files_are_the_reports_and_the_draft_is_gone(part, tmp_path):
    write(part)
    assert bring(part, tmp_path, Upload("现场.jpg", photo()), Upload("记录.pdf", PDF)) == []
    with clock.held_at(REPORTED), unit_of_work():
        reports.hand_in(part.draft, by=acting_for(part))
    assert part.state is State.REPORTED
    assert [file.name for file in part.report.files] == ["现场.jpg", "记录.pdf"]
    assert db.session.scalars(db.select(ReportDraft)).all() == []


def test_one_that_says_too_little_stays_as_it_was_written(part, tmp_path):
    write(part, "一切正常")
    bring(part, tmp_path, Upload("现场.jpg", photo()))
    with pytest.raises(Refusal, match="除标题外不少于20字"), unit_of_work():
        reports.hand_in(part.draft, by=acting_for(part))
    assert (part.draft.content, len(part.draft.files)) == ("一切正常", 1)


def test_of_several_files_the_good_ones_are_kept_and_each_bad_one_is_named(part, tmp_path):
    write(part)
    told = bring(
        part, tmp_path, Upload("一.jpg", photo()), Upload("二.jpg", photo()[:-400]),
        Upload("三.exe", b"MZ"), Upload("四.pdf", PDF),
    )  # fmt: skip
    assert [file.name for file in part.draft.files] == ["一.jpg", "四.pdf"]
    assert ["二.jpg" in told[0], "三.exe" in told[1], len(told)] == [True, True, 2]


def test_there_is_an_end_to_how_many(part, tmp_path, monkeypatch):
    monkeypatch.setattr(reports, "MOST", 1)
    write(part)
    [told] = bring(part, tmp_path, Upload("一.pdf", PDF), Upload("二.pdf", PDF))
    assert told.startswith("一份报告最多1个附件")


def test_a_photograph_is_kept_upright_and_tells_no_place():
    kept = photograph(Upload("现场.jpg", photo()), article=13)
    assert places_in(photo()) != {}
    assert places_in(kept.data) == {}
    assert b"Exif" not in kept.data


def test_what_is_kept_of_it_is_not_larger_than_paper_needs(part, tmp_path):
    write(part)
    bring(part, tmp_path, Upload("现场.jpg", photo(2600, 1400)))
    [stored] = db.session.scalars(db.select(StoredFile))
    assert stored.size < len(photo(2600, 1400))


@pytest.mark.parametrize("cut", [2, 300, 20_000])
@pytest.mark.parametrize("judged", [portrait, lambda upload: photograph(upload, article=13)])
def test_a_photograph_that_was_cut_off_is_none(judged, cut):
    whole = photo(800, 900)
    judged(Upload("照片.jpg", whole))
    with pytest.raises(Refusal, match="没有传完整"):
        judged(Upload("照片.jpg", whole[:-cut]))


def test_taking_a_file_out_is_written_down(part, tmp_path):
    write(part)
    bring(part, tmp_path, Upload("一.pdf", PDF))
    with clock.held_at(REPORTED), unit_of_work():
        reports.detach(part.draft, part.draft.files[0], by=holder(Post.SECTION))
    assert part.draft.files == []
