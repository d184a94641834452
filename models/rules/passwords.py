"""口令规则 · what a password must be (GB/T 22239 身份鉴别)."""

from models.errors import Refusal

SHORTEST, LONGEST = 8, 64
CLASSES = 3
_TELLING = 3  # a login shorter than this stands in many good passwords by chance
_COMMON = (
    "password", "passw0rd", "p@ssw0rd", "admin", "qwerty", "1qaz2wsx", "q1w2e3", "asdfgh",
    "zxcvbn", "abc123", "abcd1234", "a123456", "123456", "654321", "123123", "112233", "111111",
    "000000", "666666", "888888", "5201314", "woaini", "iloveyou", "zexian", "zezhou",
)  # fmt: skip


def check(password: str, login: str, name: str) -> None:
    """Refuse, beside the field ``new``, a password too short, too plain or too well known."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise Refusal(f"密码应为{SHORTEST}至{LONGEST}位", field="new")
    if _classes(password) < CLASSES:
        raise Refusal("密码须包含大写字母、小写字母、数字、符号中的至少三类", field="new")
    own = [word for word in (login.lower(), name.lower()) if len(word) >= _TELLING]
    if any(word in password.lower() for word in (*_COMMON, *own)):
        raise Refusal("密码不能包含用户名、姓名或常见密码，请换一个", field="new")


def _classes(password: str) -> int:
    tests = (str.isupper, str.islower, str.isdigit, lambda sign: not sign.isalnum())
    return sum(any(test(sign) for sign in password) for test in tests)
