"""口令规则: what is refused as a password, and why."""

import pytest

from models.errors import Refusal
from models.rules.passwords import check


@pytest.mark.parametrize("password", ["Shanxi#2027", "晋城qA3xxxxx", "a" * 61 + "B1#"])
def test_a_password_of_three_classes_will_do(password):
    check(password, "zhaowen", "赵文")


@pytest.mark.parametrize(
    ("password", "answer"),
    [
        ("Sx#2027", "8至64位"),
        ("a" * 62 + "B1#", "8至64位"),
        ("shanxi2027", "至少三类"),
        ("Qwerty-2027", "常见密码"),
        ("ZhaoWen#2027", "用户名"),
        ("5201314-Ab", "常见密码"),
    ],
)
def test_a_password_too_short_too_plain_or_well_known_is_refused(password, answer):
    with pytest.raises(Refusal, match=answer) as refusal:
        check(password, "zhaowen", "赵文")
    assert refusal.value.field == "new"


def test_a_login_of_two_letters_does_not_spoil_every_password_that_has_them():
    check("Christmas-27", "hr", "赵文")
