"""邮箱和手机号, as people type them and as others may see them."""

import pytest

from models.errors import Refusal
from models.rules.addresses import email, fits, masked, mobile
from models.vocabulary import DeliveryChannel

MAIL, SMS = DeliveryChannel.EMAIL, DeliveryChannel.SMS


def test_an_address_is_taken_as_it_is_written_to():
    assert email(" Zhang.San@example.com ") == "Zhang.San@example.com"
    assert mobile("139 0000-0001") == "13900000001"
    assert (email("  "), mobile("")) == (None, None)


@pytest.mark.parametrize(
    "text",
    ["zhang", "a@b", "a@b.com;c@d.com", "张@example.com", "a b@example.com", "a@b.com\nBcc: x@y.cn",
     "a" * 90 + "@example.com"],
)  # fmt: skip
def test_what_is_no_mail_address_is_refused_in_words(text):
    with pytest.raises(Refusal, match="邮箱地址不对"):
        email(text)
    assert not fits(MAIL, text)


@pytest.mark.parametrize("text", ["12345", "03562061979", "１３９０００００００１", "23900000001"])
def test_what_is_no_mobile_number_is_refused_in_words(text):
    with pytest.raises(Refusal, match="手机号应为11位数字"):
        mobile(text)
    assert not fits(SMS, text)


def test_only_whoever_knows_an_address_recognises_it():
    assert masked(MAIL, "zhang@example.com") == "z***@example.com"
    assert masked(SMS, "13900000001") == "139****0001"
