"""人民币大写 · amounts as a person reads them and as a voucher must spell them.

Amounts are whole 分 throughout. The capital form is that of 《正确填写票据和结算凭证的基本规定》
and 《会计基础工作规范》第五十二条; where the first leaves a choice, the form it names first.
"""

from models.errors import Refusal

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("仟", "佰", "拾", "")
GROUPS = ("亿", "万", "")
LIMIT = 10 ** (4 * len(GROUPS)) * 100


def yuan(fen: int) -> str:
    """``120000`` → ``1,200.00元``."""
    sign = "-" if fen < 0 else ""
    whole, cents = divmod(abs(fen), 100)
    return f"{sign}{whole:,}.{cents:02}元"


def capital_yuan(fen: int) -> str:
    """``120000`` → ``壹仟贰佰元整``. Refused below zero and from 10,000 亿 on."""
    if not 0 <= fen < LIMIT:
        raise Refusal("大写金额应在0元至9999亿元之间")
    whole, cents = divmod(fen, 100)
    words = f"{_whole(whole)}元" if whole else ""
    return words + _cents(whole, cents) if cents else f"{words or '零元'}整"


def _cents(whole: int, cents: int) -> str:
    """What follows 元: 零 over a gap in the digits, 整 where no 分 closes the amount."""
    tenth, hundredth = divmod(cents, 10)
    gap = "零" if whole and (whole % 10 == 0 or not tenth) else ""
    tenths = f"{DIGITS[tenth]}角" if tenth else ""
    return gap + tenths + (f"{DIGITS[hundredth]}分" if hundredth else "整")


def _whole(number: int) -> str:
    """Groups of four digits, 零 where one has lost its first digit or stands after an empty one."""
    text = ""
    for power, unit in zip((8, 4, 0), GROUPS, strict=True):
        above, group = divmod(number // 10**power, 10_000)
        gap = "零" if above and (group < 1000 or above % 10_000 == 0) else ""
        text += gap + _group(group) + unit if group else ""
    return text


def _group(number: int) -> str:
    pairs = zip(f"{number:04}", PLACES, strict=True)
    text = "".join(DIGITS[int(digit)] + (place if digit != "0" else "") for digit, place in pairs)
    return text.replace("零零", "零").strip("零")
