"""口令规则 · what a password must be (GB/T 22239 身份鉴别)."""

from models.errors import Refusal

SHORTEST = 8
_COMMON = ("password", "admin", "qwerty", "123456", "abc123", "zexian", "88888888", "666666")


def check(password: str, login: str, name: str) -> None:
    """Refuse, beside the field ``new``, a password too short, too plain or too well known."""
    if len(password) < SHORTEST:
        raise Refusal(f"密码至少{SHORTEST}位", field="new")
    if _classes(password) < 3:
        raise Refusal("密码须包含大写字母、小写字母、数字、符号中的至少三类", field="new")
    if any(word in password.lower() for word in (*_COMMON, login.lower(), name)):
        raise Refusal("密码不能包含用户名、姓名或常见密码，请换一个", field="new")


def _classes(password: str) -> int:
    tests = (str.isupper, str.islower, str.isdigit, lambda sign: not sign.isalnum())
    return sum(any(test(sign) for sign in password) for test in tests)
