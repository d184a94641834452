"""第十一条 随机选取、轮换使用：the draw itself."""

import hashlib
import json
import random
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from models.errors import Refusal
from models.rules.article_11_draw import (
    DEFAULT_WEIGHTS,
    Contribution,
    Excluded,
    Request,
    SeatAsked,
    Seated,
    blocked,
    canonical,
    check_contribution,
    commitment,
    differences,
    digest_of,
    explain,
    hold,
    out_of_reach,
    read_aloud,
    sm3,
)
from models.rules.expert_draw_bytes import RandomStream
from tests.rules.draws import (
    DRAWN_AT,
    NONCE,
    OPERATOR,
    candidate,
    held,
    panels,
    random_request,
    request,
    requests,
    seats,
)

ROOT = Path(__file__).parents[2]
VECTORS = json.loads((Path(__file__).parent / "draw_vectors.json").read_text())
FULL, LATER = "所在单位人数已满", "须留给后面的席位，否则后面无人可选"
FIVE = [candidate(f"ZZ000{number}", load=number // 2) for number in range(1, 6)]


def names(asked: Request, **said: str | bytes) -> tuple[str, ...]:
    return tuple(pick.expert for pick in held(asked, **said).picks)


# Nobody chose


@settings(deadline=None, max_examples=200)
@given(requests())
def test_a_panel_is_drawn_exactly_when_a_search_finds_one(asked):
    found = next(panels(asked), None)
    if found is None:
        with pytest.raises(Refusal):
            held(asked)
    assert (blocked(asked) is None) == (found is not None)
    assert found is None or names(asked)


@settings(deadline=None, max_examples=200)
@given(requests(), st.binary(min_size=32, max_size=32))
def test_whoever_is_drawn_is_one_of_the_panels_a_search_finds(asked, nonce):
    assume(blocked(asked) is None)
    pool = {row.expert: row for row in asked.pool}
    drawn = tuple(pool[expert] for expert in names(asked, nonce=nonce))
    assert drawn in set(panels(asked))


@settings(deadline=None, max_examples=200)
@given(requests())
def test_the_candidates_of_each_seat_are_all_who_leave_the_later_seats_fillable(asked):
    assume(blocked(asked) is None)
    pool, chosen = {row.expert: row for row in asked.pool}, ()
    for pick in held(asked).picks:
        assert pick.candidates == tuple(
            row.expert for row in asked.pool if _can_follow(asked, (*chosen, row))
        )
        chosen = (*chosen, pool[pick.expert])


def _can_follow(asked: Request, chosen: tuple) -> bool:
    place = len(chosen) - 1
    first = replace(asked, seats=asked.seats[: place + 1])
    return chosen in set(panels(first, chosen[:-1])) and any(True for _ in panels(asked, chosen))


@settings(deadline=None, max_examples=200)
@given(requests(), st.randoms(use_true_random=False))
def test_the_order_of_the_input_changes_nothing(asked, dice):
    assume(blocked(asked) is None)
    shuffled = {
        name: dice.sample(getattr(asked, name), len(getattr(asked, name)))
        for name in ("seats", "seated", "pool", "excluded")
    }
    assert held(replace(asked, **shuffled)) == held(asked)


def test_the_draw_is_the_same_in_every_process():
    program = (
        "import random\n"
        "from models.rules.article_11_draw import blocked\n"
        "from tests.rules.draws import held, random_request\n"
        "asked = (random_request(random.Random(seed)) for seed in range(60))\n"
        "print([held(one).digest for one in asked if not blocked(one)])"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4242")
    }
    assert len(told) == 1


def test_what_is_stored_before_the_last_contribution_leaves_every_name_possible():
    asked = request(FIVE, seats("A0103"))
    drawn = {names(asked, nonce=NONCE, witness=f"彩票第{number:04}期") for number in range(300)}
    assert {expert for (expert,) in drawn} == {row.expert for row in FIVE}


def test_what_is_stored_before_a_decline_leaves_every_substitute_possible():
    first = held(request(FIVE, seats("A0103", "A0103")))
    stays, declines = (
        next(row for row in FIVE if row.expert == pick.expert) for pick in first.picks
    )
    again = request(
        [row for row in FIVE if row not in (stays, declines)],
        seats("A0103"),
        round=2,
        seated=[Seated(stays.expert, stays.employer)],
        excluded=[Excluded(declines.expert, "本次已推辞")],
    )
    dice = random.Random(11)
    drawn = {names(again, nonce=dice.randbytes(32)) for _ in range(300)}
    assert {expert for (expert,) in drawn} == {row.expert for row in again.pool}


@pytest.mark.parametrize(
    ("earlier", "text", "says"),
    [
        ([], "12345", "至少6个字符"),
        ([], "  12345  ", "至少6个字符"),
        (["骰子 3 5 1"], " 骰子 3 5 1 ", "相同"),
    ],
)
def test_a_contribution_that_brings_nothing_is_refused(earlier, text, says):
    with pytest.raises(Refusal, match=says) as refusal:
        check_contribution(earlier, text)
    assert (refusal.value.article, refusal.value.field) == (11, "text")


def test_a_draw_checks_its_contributions_again():
    asked = request(FIVE, seats("A0103"))
    for contributions in ([], [OPERATOR, replace(OPERATOR, by="witness")]):
        with pytest.raises(Refusal):
            hold(asked, NONCE, contributions, DRAWN_AT)


def test_texts_with_spaces_around_are_other_texts_to_the_seed():
    asked = request(FIVE, seats("A0103"))
    padded = hold(asked, NONCE, [replace(OPERATOR, text=f" {OPERATOR.text}")], DRAWN_AT)
    assert padded.bundle["seed"] != hold(asked, NONCE, [OPERATOR], DRAWN_AT).bundle["seed"]


# Anyone can check


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["is"])
def test_the_published_vectors_come_out(vector):
    bundle = vector["bundle"]
    again = hold(
        Request.from_json(bundle["request"]),
        bytes.fromhex(bundle["nonce"]),
        [Contribution(**row) for row in bundle["contributions"]],
        bundle["drawn_at"],
    )
    assert (again.bundle, again.digest) == (bundle, vector["digest"])


def test_a_bundle_survives_storage_and_shows_no_difference():
    drawn = held(request(FIVE, seats("A0103", "A0103")))
    stored = json.loads(json.dumps(drawn.bundle))
    assert (differences(stored), digest_of(stored)) == ((), drawn.digest)


def test_an_altered_bundle_shows_where_it_differs():
    stored = held(request(FIVE, seats("A0103"))).bundle
    stored["request"]["pool"][0]["load"] += 1
    assert {"commitment", "seed"} <= set(differences(stored))


def test_the_commitment_changes_with_anything_it_covers():
    asked = request(FIVE, seats("A0103"))
    others = [
        replace(asked, voids=1),
        replace(asked, pool=FIVE[1:]),
        replace(asked, excluded=[Excluded("XX0001", "年龄超过规定")]),
    ]
    told = [commitment(one, NONCE) for one in (asked, *others)] + [commitment(asked, NONCE[::-1])]
    assert len(set(told)) == 5
    assert held(asked).bundle["commitment"] == told[0].hex()


def test_a_nonce_has_32_bytes():
    with pytest.raises(ValueError, match="32 bytes"):
        commitment(request(FIVE, seats("A0103")), b"short")


def test_sm3_gives_the_digest_printed_in_the_standard():
    assert sm3(b"abc").hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


def test_a_python_without_sm3_is_told_what_to_do(monkeypatch):
    def without(name: str, data: bytes) -> None:
        raise ValueError(f"unsupported hash type {name}")

    monkeypatch.setattr(hashlib, "new", without)
    with pytest.raises(RuntimeError, match="OpenSSL"):
        sm3(b"abc")


def test_canonical_text_has_sorted_keys_no_spaces_and_plain_chinese():
    assert canonical({"b": [1, True, "采煤"], "a": {}}) == '{"a":{},"b":[1,true,"采煤"]}'.encode()


@pytest.mark.parametrize("value", [1.0, None, {"a": [0.5]}, {1: "a"}, [{"a": None}], {"a": b"a"}])
def test_what_two_languages_might_write_differently_has_no_canonical_text(value):
    with pytest.raises(TypeError):
        canonical(value)


def test_a_digest_is_read_aloud_in_groups_of_four():
    assert read_aloud("0123456789abcdef") == "0123 4567 89ab cdef"


# The work goes round


def test_weights_fall_with_the_load_above_the_least_loaded_candidate():
    pool = [candidate(f"ZZ000{load}", load=load) for load in (2, 3, 4, 5, 9)]
    (pick,) = held(request(pool, seats("A0103"))).picks
    assert pick.weights == (16, 4, 1, 1, 1)
    assert sum(pick.chances.values()) == 1
    assert pick.chance == pick.chances[pick.expert]
    assert pick.chances["ZZ0002"] * 23 == 16


def test_the_default_table_is_one_that_may_be_used():
    assert request(FIVE, seats("A0103"), weights=DEFAULT_WEIGHTS).weights == DEFAULT_WEIGHTS


def test_the_stored_result_explains_itself():
    asked = request(FIVE, seats("A0103", "A0103"))
    drawn = held(asked)
    assert explain(asked, drawn.bundle["result"]) == drawn.picks


def test_a_result_nobody_could_have_drawn_is_not_explained_away():
    asked = request(FIVE, seats("A0103", "A0103"))
    same = [{"seat": 1, "expert": "ZZ0001"}, {"seat": 2, "expert": "ZZ0001"}]
    with pytest.raises(Refusal, match="第2席（A0103，高级）的ZZ0001不在当时的人选之内"):
        explain(asked, same)
    with pytest.raises(Refusal, match="第2席（A0103，高级）的空缺"):
        explain(asked, same[:1])


def test_everyone_out_of_reach_is_named_with_the_reason():
    pool = [
        candidate("ZZ0001", "A0103", employer="甲"),
        candidate("ZZ0002", "A0103", employer="甲"),
        candidate("ZZ0003", "A0103", employer="乙"),
        candidate("ZZ0004", "A0103", "B0101"),
        candidate("ZZ0005", "A0103"),
        candidate("ZZ0006", "A0301"),
        candidate("ZZ0007", "B0101", grade="INTERMEDIATE"),
    ]
    asked = request(pool, seats("A0103", "A0103", "B0101"), seated=[Seated("YY0001", "乙")])
    drawn = {1: "ZZ0001", 2: "ZZ0005", 3: "ZZ0004"}
    picks = explain(asked, [{"seat": seat, "expert": drawn[seat]} for seat in drawn])
    out = out_of_reach(asked, picks)
    assert {seat: {row.expert[-1]: row.reason for row in rows} for seat, rows in out.items()} == {
        1: {"3": FULL, "4": LATER, "6": "专业不符", "7": "专业不符"},
        2: {"1": "已选入第1席", "2": FULL, "3": FULL, "4": LATER, "6": "专业不符", "7": "专业不符"},
        3: {**dict.fromkeys("12356", "专业不符"), "7": "职称等级不符"},
    }


# Or says why not


@settings(deadline=None, max_examples=150)
@given(requests())
def test_each_shortage_says_how_many_of_its_seats_can_be_filled_at_most(asked):
    reason = blocked(asked)
    assume(reason)
    for shortage in reason.shortages:
        most = len(shortage.seats) - shortage.missing
        fillable = (not _cannot_fill(asked, some) for some in combinations(shortage.seats, most))
        assert most == 0 or any(fillable)
        assert all(_cannot_fill(asked, some) for some in combinations(shortage.seats, most + 1))


def _cannot_fill(asked: Request, some: Sequence[SeatAsked]) -> bool:
    return next(panels(replace(asked, seats=tuple(some))), None) is None


def test_the_refusal_names_the_seats_that_lack_people_and_the_article():
    asked = request([candidate("ZZ0001")], seats("A0301", "A0103", "A0103 INTERMEDIATE"))
    reason = blocked(asked)
    assert reason.refusal.message == (
        "第1席（A0301，高级）没有可派的人选；"
        "第2席（A0103，高级）、第3席（A0103，中级）需要2人，可派的只有1人。"
        "可以减少席位，或报分管领导批准聘请库外高级职称专家"
    )
    assert (reason.refusal.article, reason.refusal.field) == (11, "seats")
    assert [[row.expert for row in s.experts] for s in reason.shortages] == [[], ["ZZ0001"]]


def test_many_seats_that_lack_the_same_people_are_told_in_one_sentence():
    asked = request([candidate("ZZ0001"), candidate("ZZ0002")], seats(*["A0103"] * 18))
    told = blocked(asked).told({"A0103": "煤矿通风"}).message
    assert told.startswith("第1至18席（煤矿通风，高级）需要18人，可派的只有2人。可以减少席位")


def test_the_refusal_says_so_where_a_higher_cap_would_help():
    colleagues = [candidate(f"ZZ000{number}", employer="甲") for number in (1, 2)]
    reason = blocked(request(colleagues, seats("A0103", "A0103")))
    assert "可以放宽同一单位最多1人的限制，或减少席位" in reason.refusal.message
    assert reason.shortages[0].employers == ("甲",)


def test_the_refusal_says_so_where_a_lower_grade_would_help():
    asked = request([candidate("ZZ0001", grade="INTERMEDIATE")], seats("A0103"))
    assert "可以把职称要求放宽到中级，或减少席位" in blocked(asked).refusal.message


def test_a_legal_expert_sits_only_where_one_is_asked_for():
    legal = candidate("ZZ0001", grade="LEGAL")
    assert blocked(request([legal], seats("A0103 INTERMEDIATE")))
    assert blocked(request([candidate("ZZ0002")], seats("A0103 LEGAL")))
    assert names(request([legal], seats("A0103 LEGAL"))) == ("ZZ0001",)


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ({"pool": (*FIVE, FIVE[0])}, "专家重复：ZZ0001"),
        ({"excluded": [Excluded("ZZ0001", "回避")]}, "专家重复：ZZ0001"),
        ({"seated": [Seated("ZZ0001", "甲")]}, "已入席又列入抽取：ZZ0001"),
        ({"seats": seats("A0103") * 2}, "席位序号重复：1"),
        ({"seats": ()}, "没有要抽取的席位"),
        ({"weights": ()}, "只减不增"),
        ({"weights": (1, 2)}, "只减不增"),
        ({"weights": (1, 0)}, "不小于1"),
        ({"weights": (10**15,)}, "不小于1"),
        ({"employer_cap": 0}, "不小于1"),
        ({"round": True}, "应当是整数"),
        ({"draw_no": ""}, "抽取编号不能为空"),
    ],
)
def test_a_request_that_contradicts_itself_is_refused(said, says):
    with pytest.raises(Refusal, match=says) as refusal:
        replace(request(FIVE, seats("A0103")), **said)
    assert refusal.value.article == 11


@pytest.mark.parametrize(
    "said",
    [{"grade": "JUNIOR"}, {"employer": ""}, {"load": -1}, {"load": 1.0}, {"specialties": "A0103"}],
)
def test_a_candidate_the_format_cannot_hold_is_refused(said):
    with pytest.raises(Refusal):
        replace(FIVE[0], **said)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda stored: stored.pop("voids"),
        lambda stored: stored.update(note="多出"),
        lambda stored: stored.update(pool="ZZ0001"),
        lambda stored: stored.update(weights=None),
        lambda stored: stored["pool"][0].update(note="多出"),
        lambda stored: stored["pool"][0].pop("load"),
    ],
)
def test_a_stored_request_of_another_shape_is_refused(spoil):
    stored = request(FIVE, seats("A0103")).as_json()
    spoil(stored)
    with pytest.raises(Refusal):
        Request.from_json(stored)


def test_a_stored_request_reads_back_as_it_was():
    for asked in (random_request(random.Random(seed)) for seed in range(50)):
        assert Request.from_json(json.loads(canonical(asked.as_json()))) == asked


def test_a_number_from_an_incomplete_run_is_passed_over():
    # Of 2**256 numbers only the first 2**255 + 1 make a whole run: about every second is dropped.
    stream, n = RandomStream(bytes(32)), 2**255 + 1
    blocks = (sm3(b"\x03" + bytes(32) + j.to_bytes(8, "big")) for j in range(40))
    kept = [number for block in blocks if (number := int.from_bytes(block, "big")) < n]
    assert [stream.uniform(n) for _ in kept] == kept
    assert 10 < len(kept) < 30
