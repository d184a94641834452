"""The shape of the code: imports point one way, one place commits, one place moves a state."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LAYERS = [  # each may import itself and what stands before it
    ("models.vocabulary", "models.errors", "models.clock"),
    ("models.rules", "models.pinyin", "models.spreadsheets", "models.packages"),
    ("models.workflows", "models.settings"),
    ("models.policy",),
    ("models.sealed", "models.instance", "models.channels", "models.pens"),
    ("models.tables", "models.chain", "models.editions"),
    ("models.backups", "models.checkpoints"),
    ("models.queries",),
    ("models.operations", "models.db"),
    ("models.demonstration",),
    (
        "blueprints.access",
        "blueprints.pages",
        "blueprints.signing",
        "blueprints.steps",
        "blueprints.documents",
        "blueprints.attachments",
    ),
    ("blueprints",),
    ("app",),
]
PURE = ("models.vocabulary", "models.errors", "models.clock", "models.rules", "models.workflows",
        "models.settings", "models.policy")  # fmt: skip
SOURCES = [ROOT / "app.py", *ROOT.glob("models/**/*.py"), *ROOT.glob("blueprints/**/*.py")]


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def layer_of(module: str) -> int | None:
    found = [
        (len(prefix), rank)
        for rank, prefixes in enumerate(LAYERS)
        for prefix in prefixes
        if module == prefix or module.startswith(f"{prefix}.")
    ]
    return max(found)[1] if found else None


def imports_of(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_imports_point_down(path):
    rank = layer_of(name_of(path))
    above = [name for name in imports_of(path) if rank is not None and (layer_of(name) or 0) > rank]
    assert not above


def users_of(package: str) -> list[str]:
    return [name_of(p) for p in SOURCES if any(name.startswith(package) for name in imports_of(p))]


def test_rules_know_neither_flask_nor_the_database():
    users = users_of("flask") + users_of("sqlalchemy")
    assert not [name for name in users if name.startswith(PURE)]


def test_one_module_of_the_model_knows_flask():
    assert [name for name in users_of("flask") if name.startswith("models")] == ["models.db"]


def places_of(text: str) -> list[str]:
    return [name_of(path) for path in SOURCES if text in path.read_text()]


def test_one_place_commits():
    assert places_of("session.commit()") == ["models.db"]


def test_one_place_changes_a_state():
    assert places_of(".enter(") == ["models.operations.steps"]
    assert {name.split(".")[1] for name in places_of("._state = ")} == {"tables"}


def test_every_article_has_its_test():
    articles = {path.stem for path in ROOT.glob("models/rules/article_*.py")}
    tests = {path.stem.removeprefix("test_") for path in ROOT.glob("tests/rules/test_article_*.py")}
    assert articles == tests


def test_no_module_is_named_for_nothing():
    words = {"utils", "util", "helper", "helpers", "manager", "service", "common", "misc"}
    assert not [name_of(path) for path in SOURCES if path.stem in words]


def test_nothing_is_imported_inside_a_function():
    inside = [
        name_of(path)
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef)
        for child in ast.walk(node)
        if isinstance(child, ast.Import | ast.ImportFrom)
    ]
    assert not inside


def test_every_module_opens_with_what_it_is_for():
    silent = [
        p
        for p in SOURCES
        if p.read_text().strip() and not ast.get_docstring(ast.parse(p.read_text()))
    ]
    assert not [name_of(path) for path in silent]


def test_no_page_says_only_that_it_failed():
    texts = [*SOURCES, *ROOT.glob("templates/**/*.html")]
    assert not [str(p) for p in texts if "操作失败" in p.read_text()]
