"""个案编码."""

from hypothesis import given
from hypothesis import strategies as st

from models.rules.case_code import ALPHABET, LENGTH, as_typed, in_groups, of_digest

digests = st.integers(0, 2**256 - 1).map(lambda number: f"{number:064x}")


@given(digests)
def test_a_code_is_typed_back_from_paper_as_it_was(digest):
    code = of_digest(digest)
    assert len(code) == LENGTH
    assert set(code) <= set(ALPHABET)
    assert as_typed(f" {in_groups(code).lower()} ") == as_typed(code) == code


def test_no_two_letters_of_it_are_taken_for_each_other():
    assert not set(ALPHABET) & set("01OIL")
    assert len(set(ALPHABET)) == len(ALPHABET)


def test_it_is_shown_in_four_groups_of_four():
    assert in_groups("ABCDEFGHJKMNPQRS") == "ABCD-EFGH-JKMN-PQRS"


def test_what_is_no_code_is_no_fault_either():
    assert as_typed("　编码：") == "编码"
