"""自己验证：a stranger with one file of standard Python, or the page without the server."""

import hashlib
import importlib.util
import json
import random
import subprocess
import sys
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from models.rules.article_11_draw import Held, blocked, canonical
from tests.rules.draws import candidate, held, random_request, request, seats

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "script" / "verify_draw.py"
_spec = importlib.util.spec_from_file_location("verify_draw", SCRIPT)
verify_draw = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(verify_draw)

DRAWN = held(
    request(
        [candidate(f"ZZ000{number}", "A0103", "A0301", load=number % 3) for number in range(1, 7)],
        seats("A0103", "A0301 INTERMEDIATE"),
    )
)
TEXT = json.dumps(DRAWN.bundle, ensure_ascii=False, indent=1)


def told(text: str | bytes, folder: Path, *options: str) -> subprocess.CompletedProcess:
    path = folder / "抽取.json"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    # -I: neither our packages nor our folder are in reach, only the standard library.
    return subprocess.run(
        [sys.executable, "-I", SCRIPT, path, *options], capture_output=True, text=True, check=False
    )


def names_of(drawn: Held) -> list[str]:
    return [f"第{pick.seat}席 {pick.expert}" for pick in drawn.picks]


def spoilt(spoil: Callable[[Any], object]) -> str:
    bundle = deepcopy(DRAWN.bundle)
    spoil(bundle)
    return json.dumps(bundle, ensure_ascii=False)


def test_a_bundle_that_comes_out_again_gives_the_names_and_the_digest(tmp_path):
    answer = told(TEXT, tmp_path)
    assert answer.returncode == 0
    assert answer.stdout.splitlines() == [
        *names_of(DRAWN),
        f"摘要 {DRAWN.digest}",
        "核对无误：重算得到相同的名单",
    ]


def test_the_digest_on_paper_is_compared_in_groups_or_not(tmp_path):
    spaced = " ".join(DRAWN.digest[at : at + 4] for at in range(0, 64, 4)).upper()
    assert told(TEXT, tmp_path, "--digest", spaced).returncode == 0
    other = told(TEXT, tmp_path, "--digest", "0" * 64)
    assert (other.returncode, "与打印件上的不同" in other.stdout) == (1, True)


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda b: b["request"]["pool"].reverse(), "pool 的顺序被改动"),
        (lambda b: b["request"]["pool"][0].update(load=9), "commitment 对不上"),
        (lambda b: b["request"]["pool"].insert(0, b["request"]["pool"][0]), "或有重复"),
        (
            lambda b: b["request"]["seated"].append({"expert": "ZZ0001", "employer": "x"}),
            "ZZ0001 重复",
        ),
        (lambda b: b.update(note="多出"), "note"),
        (lambda b: b["request"].update(note="多出"), "note"),
        (lambda b: b.pop("drawn_at"), "drawn_at"),
        (lambda b: b.update(format="expert-draw/2"), "不是 expert-draw/1"),
        (lambda b: b["request"].update(round=1.0), "round"),
        (lambda b: b["request"].update(voids=float("nan")), "voids"),
        (lambda b: b["request"].update(voids=None), "voids"),
        (lambda b: b["request"].update(voids=10**15), "voids"),
        (lambda b: b["request"].update(weights=[1, 2]), "只减不增"),
        (lambda b: b["request"].update(weights=[]), "至少要有一项"),
        (lambda b: b["request"]["seats"][0].update(min_grade="院士"), "commitment 对不上"),
        (lambda b: b["request"]["seats"].reverse(), "seats 的顺序被改动"),
        (lambda b: b.update(nonce="不是"), "残缺"),
        (lambda b: b.update(nonce=b["nonce"].upper()), "nonce 对不上"),
        (lambda b: b.update(seed="0" * 64), "seed 对不上"),
        (lambda b: b["contributions"][1].update(text="别的内容"), "seed 对不上"),
        (lambda b: b["result"][0].update(expert="ZZ0009"), "result 对不上"),
        (lambda b: b["result"].pop(), "result 对不上"),
    ],
)
def test_the_verifier_says_what_is_wrong(spoil, says, tmp_path):
    answer = told(spoilt(spoil), tmp_path)
    assert (answer.returncode, answer.stderr) == (1, "")
    assert says in answer.stdout


@pytest.mark.parametrize(
    "text",
    [
        "",
        "抽取",
        "[]",
        "null",
        "[" * 100_000,
        '{"format": "expert-draw/1", "format": "expert-draw/1"}',
        TEXT[:-2],
        TEXT.replace("ZZ0001", "\\ud800"),
        TEXT.replace('"seed"', '"\\ud800"'),
        TEXT.encode("gbk"),
        random.Random(1).randbytes(10_000_000),
    ],
    ids=lambda text: repr(text[:12]),
)
def test_what_is_no_bundle_at_all_is_told_so_without_a_traceback(text, tmp_path):
    answer = told(text, tmp_path)
    assert (answer.returncode, answer.stderr) == (1, "")
    assert answer.stdout.startswith("核对不通过：")


def test_a_file_that_is_not_there_is_told_so():
    answer = subprocess.run(
        [sys.executable, SCRIPT, "没有.json"], capture_output=True, text=True, check=False
    )
    assert (answer.returncode, answer.stderr) == (1, "")


def test_a_field_written_twice_is_found(tmp_path):
    answer = told(TEXT.replace('"voids"', '"voids": 0, "voids"'), tmp_path)
    assert (answer.returncode, "重复" in answer.stdout) == (1, True)


def test_a_python_without_sm3_has_the_verifiers_own():
    for length in (0, 1, 3, 55, 56, 63, 64, 119, 120, 1000):
        data = random.Random(length).randbytes(length)
        assert verify_draw.own(data) == hashlib.new("sm3", data).digest()


def test_the_verifier_finds_a_panel_where_the_draw_does_and_none_where_it_does_not():
    asked = [random_request(random.Random(seed)) for seed in range(1500)]
    for one in asked:
        if blocked(one):
            with pytest.raises(verify_draw.Wrong, match="没有人选"):
                list(verify_draw.draw(one.as_json(), bytes(32)))
        else:
            drawn = held(one)
            assert verify_draw.verify(canonical(drawn.bundle)) == (names_of(drawn), drawn.digest)


def test_the_verifier_stays_one_short_file_of_standard_python():
    assert len(SCRIPT.read_text().splitlines()) < 150
