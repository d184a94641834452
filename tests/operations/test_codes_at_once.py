"""动态口令 and 恢复码 brought twice at the same moment: one is let in."""

import pytest
from pyotp import TOTP

from models import clock
from models.db import db, refusals_counted, unit_of_work
from models.operations import authenticators
from models.tables import Account, Authenticator
from models.vocabulary import Post


@pytest.mark.parametrize("with_telephone", [True, False])
def test_of_two_who_bring_the_same_code_at_once_one_is_let_in(at_once, person, with_telephone):
    number = person(Post.DEPUTY).account_id
    with unit_of_work():
        authenticators.begin(db.session.get_one(Account, number))
    shown = TOTP(db.session.scalars(db.select(Authenticator)).one().secret)
    with unit_of_work():
        recovery = authenticators.confirm(
            db.session.get_one(Account, number), shown.at(clock.now(), counter_offset=-1)
        )
    code = shown.at(clock.now()) if with_telephone else recovery[0]

    def enter() -> None:
        account = db.session.get_one(Account, number)
        with refusals_counted():
            authenticators.admit_code(account, code)

    assert len(at_once(enter, enter)) == 1
