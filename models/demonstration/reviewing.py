"""年度复审 · last June's reviews: most are over, one section has not finished to this day."""

from collections.abc import Mapping
from datetime import date

from models.demonstration.case import Steps, World
from models.demonstration.seasons import Season, at
from models.operations import reviews
from models.operations.review_reminders import remind
from models.operations.reviews import Judgement
from models.tables import AnnualReview, ReviewItem
from models.vocabulary import DismissalGround, ReviewVerdict
from models.workflows.review import Action

_REMOVED: Mapping[str, Judgement] = {  # one of each of these sections
    "coal": Judgement(
        ReviewVerdict.REMOVE, DismissalGround.UNABLE, "本人已调往外省工作，书面说明不能再承担任务。"
    ),
    "chemicals": Judgement(
        ReviewVerdict.REMOVE, DismissalGround.INCOMPETENT,
        "两次评审提出的意见与现行标准不符，被评审单位有书面反映。",
    ),
}  # fmt: skip
_OVERDUE = "industry"
_ONCE_MORE = ("disaster", "policy")  # returned late, and handed in again these days


def annual_reviews(world: World) -> Steps:
    """From the opening to what still waits today."""
    season, office = Season.of(world.diary), world.office
    by, keys = office.others["office"], {each.id: key for key, each in office.sections.items()}
    yield at(season.begins, 30)
    due = min(season.last, date(season.first.year, 12, 31))
    opened = reviews.open_reviews(season.first.year, due, by=by)
    found = {keys[review.section_id]: review for review in opened}
    for number, (key, review) in enumerate(found.items()):
        yield at(season.begins + 5 + number, 100)
        _judge(world, key, review)
    yield at(season.closes - 3, 30)
    remind(world.diary.days[season.closes - 3])
    for number, key in enumerate(each for each in found if each != _OVERDUE):
        yield from _hand_in(world, key, found[key], season.closes - 2, 40 + 20 * number)
    yield at(season.closes, 200)
    remind(world.diary.days[season.closes])
    yield at(world.diary.present - 3, 30)
    for key in _ONCE_MORE:
        yield from _again(world, found[key], world.diary.present - 3, key)


def _judge(world: World, key: str, review: AnnualReview) -> None:
    """The late section has judged a third of its experts."""
    clerk = world.office.clerks[key]
    if removed := _REMOVED.get(key):
        reviews.judge(review, {_least_used(review).id: removed}, by=clerk)
    if key == _OVERDUE:
        keep = Judgement(ReviewVerdict.KEEP)
        third = review.items[: len(review.items) // 3]
        reviews.judge(review, {item.id: keep for item in third}, by=clerk)
    else:
        reviews.keep_the_rest(review, by=clerk)


def _least_used(review: AnnualReview) -> ReviewItem:
    """Whom the section has not used, so that nobody waits for them; not one with an account named
    after a post."""
    free = [item for item in review.items if item.expert.account and item.expert.interests == []]
    unused = [item for item in free if item.expert.account.login != "expert"]  # type: ignore[union-attr]
    return min(unused, key=lambda item: (item.used, -item.id))


def _hand_in(world: World, key: str, review: AnnualReview, day: int, minute: int) -> Steps:
    office = world.office
    yield at(day, minute)
    reviews.take(review, Action.SUBMIT, by=office.clerks[key])
    yield at(day, minute + 8)
    reviews.take(review, Action.CONFIRM, by=office.heads[key])
    yield at(day, minute + 15)
    if key not in _ONCE_MORE:
        reviews.take(review, Action.ACCEPT, by=office.others["office"])


def _again(world: World, review: AnnualReview, day: int, key: str) -> Steps:
    """The office asks for more; the section hands in anew, and one head has not signed yet."""
    office = world.office
    minute = 60 + 60 * _ONCE_MORE.index(key)
    yield at(day, minute)
    note = "请对一年内没有使用的专家逐一说明情况"
    reviews.take(review, Action.RETURN, by=office.others["office"], note=note)
    yield at(day, minute + 20)
    reviews.take(review, Action.SUBMIT, by=office.clerks[key])
    if key == _ONCE_MORE[0]:
        yield at(day, minute + 40)
        reviews.take(review, Action.CONFIRM, by=office.heads[key])
