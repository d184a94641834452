"""统一社会信用代码 (GB 32100-2015) · eighteen characters, the last a check."""

from unicodedata import normalize

from models.errors import Refusal

LENGTH = 18
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # without I O S V Z, which look like digits
MODULUS = 31


def credit_code(written: str) -> str:
    """The code in capitals, without spaces. Refuses beside ``credit_code``, saying why."""
    text = "".join(normalize("NFKC", written).split()).upper()
    if len(text) != LENGTH:
        raise _refusal(f"统一社会信用代码应为18位，现在是{len(text)}位")
    for position, character in enumerate(text, start=1):
        if character not in ALPHABET:
            raise _refusal(f"统一社会信用代码第{position}位“{character}”不对，不会出现这个字符")
    if check_character(text[:-1]) != text[-1]:
        raise _refusal("统一社会信用代码校验未通过，请对照营业执照或法人证书逐位核对")
    return text


def check_character(body: str) -> str:
    """The eighteenth character for the seventeen before it (weights are powers of three)."""
    total = sum(
        ALPHABET.index(character) * pow(3, place, MODULUS) for place, character in enumerate(body)
    )
    return ALPHABET[-total % MODULUS]


def _refusal(message: str) -> Refusal:
    return Refusal(message, field="credit_code")
