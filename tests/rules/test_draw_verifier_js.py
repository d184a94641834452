"""自己验证：the page's JavaScript and the Python file agree, bundle by bundle, change by change."""

import json
import random
import shutil
import subprocess
from collections.abc import Iterator
from copy import deepcopy
from itertools import count, islice
from pathlib import Path
from typing import Any

import pytest

from models.rules.article_11_draw import blocked
from tests.rules.draws import held, random_request
from tests.rules.test_verify_draw import DRAWN, TEXT, verify_draw

ROOT = Path(__file__).parents[2]
VECTORS = json.loads((Path(__file__).parent / "draw_vectors.json").read_text())
OTHERS = ["", "另外", "A0103", "ZZ0001", "SENIOR", 0, -1, 7, 10**15, 1.5, None, True, [], {}]
BATCH = """
const { verifyBundle } = require(process.argv[1]);
const texts = JSON.parse(require("fs").readFileSync(0, "utf-8"));
process.stdout.write(JSON.stringify(texts.map(verifyBundle)));
"""


def in_javascript(texts: list[str]) -> list[tuple[list[str], str]]:
    """Names and digest of each text; nothing of those refused. One process for all."""
    answer = subprocess.run(
        [shutil.which("node"), "-e", BATCH, ROOT / "static" / "js" / "draw_verifier.js"],
        input=json.dumps(texts).encode(),
        capture_output=True,
        check=True,
    )
    told = json.loads(answer.stdout)
    assert all(one["ok"] == (not one["problems"]) for one in told)
    return [(one["names"], one["digest"]) for one in told]


def in_python(text: str) -> tuple[list[str], str]:
    try:
        return verify_draw.verify(text.encode("utf-8", "surrogatepass"))
    except verify_draw.Wrong:
        return [], ""


def places(value: Any, path: tuple = ()) -> Iterator[tuple]:
    """The path to every value inside ``value``, objects and lists included."""
    entries = value.items() if isinstance(value, dict) else enumerate(value)
    for key, item in entries:
        yield (*path, key)
        if isinstance(item, dict | list):
            yield from places(item, (*path, key))


def mutations(bundle: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every single field replaced by each other value, removed, doubled, or with one more in it."""
    for *path, last in places(bundle):
        for change in (*OTHERS, "remove", "double", "add"):
            changed = deepcopy(bundle)
            parent = changed
            for key in path:
                parent = parent[key]
            _change(parent, last, change)
            yield changed


def _change(parent: Any, key: Any, change: Any) -> None:
    if change == "remove":
        del parent[key]
    elif change == "double" and isinstance(parent, list):
        parent.insert(key, deepcopy(parent[key]))
    elif change == "add" and isinstance(parent[key], dict):
        parent[key]["note"] = "多出"
    else:
        parent[key] = change


def test_both_verifiers_read_the_published_vectors():
    texts = [json.dumps(vector["bundle"]) for vector in VECTORS]
    digests = [vector["digest"] for vector in VECTORS]
    assert [digest for _, digest in in_javascript(texts)] == digests
    assert [in_python(text)[1] for text in texts] == digests


def test_both_verifiers_give_the_same_names_and_digest_for_500_random_bundles():
    asked = (random_request(random.Random(seed)) for seed in count())
    drawn = [*islice((held(one) for one in asked if not blocked(one)), 500)]
    texts = [json.dumps(one.bundle, ensure_ascii=False) for one in drawn]
    told = in_javascript(texts)
    assert told == [in_python(text) for text in texts]
    assert [digest for _, digest in told] == [one.digest for one in drawn]


def changed_texts() -> list[str]:
    texts = [json.dumps(bundle) for bundle in mutations(DRAWN.bundle)]
    return [text for text in texts if text != json.dumps(DRAWN.bundle)]


def test_both_verifiers_say_the_same_of_every_single_change():
    texts = changed_texts()
    assert len(texts) > 1500
    assert in_javascript(texts) == [in_python(text) for text in texts]


def test_a_change_that_passes_concerns_only_who_typed_and_when_and_shows_in_the_digest():
    passed = {text: digest for text in changed_texts() if (digest := in_python(text)[1])}
    assert passed
    assert DRAWN.digest not in passed.values()
    assert {_what_counts(json.loads(text)) for text in passed} == {_what_counts(DRAWN.bundle)}


def _what_counts(bundle: dict[str, Any]) -> str:
    texts = [row["text"] for row in bundle["contributions"]]
    return json.dumps(bundle | {"drawn_at": "", "contributions": texts}, sort_keys=True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "抽取",
        "[]",
        "null",
        "[" * 100_000,
        f"{TEXT} {{}}",
        f"\ufeff{TEXT}",
        TEXT[:-2],
        TEXT.replace('"voids": 0', '"voids": 00'),
        TEXT.replace('"voids": 0', '"voids": 0e0'),
        TEXT.replace('"voids": 0', '"voids": NaN'),
        TEXT.replace('"voids"', '"voids": 0, "voids"'),
        TEXT.replace("骰子", "骰\t子"),
        TEXT.replace("骰子", "\\ud83c"),
        TEXT.replace('"seed"', '"__proto__": {}, "seed"'),
        TEXT.replace('"seed"', '"\\u0073eed"'),
        TEXT.replace('"voids": 0', '"voids": -0'),
        TEXT.replace(" ", "\u3000"),
    ],
    ids=range(18),
)
def test_both_verifiers_refuse_and_accept_the_same_spellings(text):
    assert in_javascript([text]) == [in_python(text)]
