"""第四条 推选: the box, the result and the lots."""

import pytest

from models.errors import Refusal
from models.rules.article_04_election import (
    Box,
    Lot,
    Outcome,
    comes_out_again,
    commitment,
    draw_lots,
    outcome,
)
from models.rules.article_11_draw import Contribution

NONCE = bytes(range(32))
LOT = Lot("T2026-001", ("ZZ0003", "ZZ0001", "ZZ0002"), 1)
GIVEN = [
    Contribution("section", "2026-06-13T09:00:00+08:00", "骰子 4 2 6"),
    Contribution("supervisor", "2026-06-13T09:05:00+08:00", "福彩 08 11 23"),
]


def drawn(nonce=NONCE, given=GIVEN):
    return draw_lots(LOT, nonce, given, "2026-06-13T09:05:00+08:00")


def test_a_box_counts_ballots_and_keeps_none():
    box = Box.empty(3).with_ballot({0, 2}, 2).with_ballot(set(), 2).with_ballot({2}, 2)
    assert box == Box(ballots=3, blanks=1, votes=(1, 0, 2))


def test_the_order_of_the_ballots_leaves_no_trace_in_the_box():
    one = Box.empty(3).with_ballot({0}, 1).with_ballot({1}, 1).with_ballot({2}, 1)
    other = Box.empty(3).with_ballot({2}, 1).with_ballot({0}, 1).with_ballot({1}, 1)
    assert one.written() == other.written()


def test_a_box_is_read_as_it_was_written_and_always_as_long():
    full = Box(250, 13, (118, 119, 0))
    assert Box.read(full.written()) == full
    assert len(full.written()) == len(Box.empty(3).written())


def test_a_ballot_with_more_names_than_places_is_refused():
    with pytest.raises(Refusal, match="推选1名，您选了2名"):
        Box.empty(3).with_ballot({0, 1}, 1)


@pytest.mark.parametrize(
    ("votes", "places", "result"),
    [
        ([5, 9, 3], 1, Outcome((1,))),
        ([5, 9, 3], 2, Outcome((1, 0))),
        ([5, 5, 3], 2, Outcome((0, 1))),
        ([5, 5, 3], 1, Outcome((), (0, 1), 1)),
        ([9, 5, 5], 2, Outcome((0,), (1, 2), 1)),
        ([4, 4, 4], 2, Outcome((), (0, 1, 2), 2)),
        ([0, 7, 0], 2, Outcome((1,))),
        ([0, 0], 1, Outcome(())),
    ],
)
def test_the_most_votes_win_and_lots_decide_only_at_the_edge(votes, places, result):
    assert outcome(votes, places) == result


def test_lots_come_out_again_from_what_is_kept():
    assert comes_out_again(drawn())


@pytest.mark.parametrize("entry", ["nonce", "seed", "commitment"])
def test_lots_that_were_touched_do_not(entry):
    touched = drawn() | {entry: "00" * 32}
    assert not comes_out_again(touched)


def test_another_name_in_the_place_of_the_one_drawn_does_not_come_out():
    bundle = drawn()
    others = [code for code in bundle["candidates"] if code not in bundle["drawn"]]
    assert not comes_out_again(bundle | {"drawn": others[:1]})


def test_either_text_moves_the_lots_and_the_commitment_holds_before_both():
    seeds = {
        drawn(given=[Contribution("section", "2026-06-13T09:00:00+08:00", text), GIVEN[1]])["seed"]
        for text in ("甲甲甲甲甲甲", "乙乙乙乙乙乙")
    }
    assert len(seeds) == 2
    assert drawn()["commitment"] == commitment(LOT, NONCE).hex()


def test_every_name_is_as_likely_as_another():
    times = dict.fromkeys(LOT.candidates, 0)
    for number in range(900):
        times[drawn(nonce=number.to_bytes(32, "big"))["drawn"][0]] += 1
    assert all(240 < each < 360 for each in times.values())
