"""后台任务: taken up by one worker, kept part by part, called off, gone on with, given up."""

from datetime import timedelta

import pytest

from models import clock
from models.db import db, unit_of_work
from models.errors import NotPermitted, Refusal
from models.operations import jobs
from models.queries.jobs import ABANDONED_AFTER, waiting
from models.tables import Event, Job, Notice
from models.vocabulary import JobState, Post
from tests.conftest import NOON


@pytest.fixture
def office(person):
    return person(Post.OFFICE)


@pytest.fixture
def job(office):
    with unit_of_work():
        return jobs.ask("certificates", title="打印聘书3份", total=3, by=office)


def take_up(job):
    with unit_of_work():
        return jobs.take_up(job.id)


def carry_on(claim, done):
    with unit_of_work():
        return jobs.carry_on(claim, done)


def acts():
    return list(db.session.scalars(db.select(Event.kind).where(Event.kind.startswith("job:"))))


def test_what_is_asked_for_waits_and_is_registered(job):
    assert waiting(db.session(), clock.now()) == [job.id]
    event = db.session.scalars(db.select(Event).filter_by(kind="job:ask")).one()
    assert (event.matter, event.facts) == ("job:1", {"title": "打印聘书3份", "progress": "0/3"})


def test_two_workers_take_it_up_once(job):
    assert take_up(job)
    assert take_up(job) is None
    assert job.status is JobState.RUNNING


def test_a_silent_worker_is_taken_for_dead_and_finds_its_claim_spent(job):
    first = carry_on(take_up(job), 1)
    with clock.held_at(NOON + ABANDONED_AFTER + timedelta(seconds=1)):
        assert waiting(db.session(), clock.now()) == [job.id]
        second = take_up(job)
        assert job.done == 1, "what was done is not done again"
        assert carry_on(first, 2) is None
        assert carry_on(second, 2)


def test_a_cancelled_job_is_carried_on_by_nobody(job, office):
    claim = carry_on(take_up(job), 1)
    with unit_of_work():
        jobs.cancel(job, by=office)
    assert carry_on(claim, 2) is None
    assert waiting(db.session(), clock.now()) == []
    with unit_of_work():
        jobs.resume(job, by=office)
    assert carry_on(take_up(job), 2)
    assert acts() == ["job:ask", "job:cancel", "job:resume"]


def test_nobody_else_calls_it_off(job, person):
    with pytest.raises(NotPermitted, match="只有提出任务的人"), unit_of_work():
        jobs.cancel(job, by=person(Post.HR))


def test_what_is_over_is_neither_cancelled_nor_resumed(job, office):
    claim = take_up(job)
    with unit_of_work():
        jobs.complete(jobs.held(claim), None)
    for act in (jobs.cancel, jobs.resume):
        with pytest.raises(Refusal, match="任务已完成"), unit_of_work():
            act(job, by=office)


def test_a_worker_that_is_told_to_stop_leaves_it_to_another(job):
    claim = carry_on(take_up(job), 1)
    with unit_of_work():
        jobs.put_back(claim)
    assert job.status is JobState.QUEUED
    assert take_up(job)


def test_a_failure_says_why_and_can_be_resumed(job, office):
    claim = take_up(job)
    with unit_of_work():
        jobs.fail(claim, "磁盘已满，请清理后继续")
    assert (job.status, job.message) == (JobState.FAILED, "磁盘已满，请清理后继续")
    assert db.session.scalars(db.select(Notice.text)).all() == ["未完成：打印聘书3份"]
    with unit_of_work():
        jobs.resume(job, by=office)
    assert (db.session.get(Job, job.id).status, job.message) == (JobState.QUEUED, "")
