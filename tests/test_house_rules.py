"""Rules of the house that no linter knows (style.md, Size; architecture.md, Rules)."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from services.conversation.flows import all_flows
from shared.errors import every_error
from shared.messaging.events import Event

ROOT = Path(__file__).parents[1]
SOURCES = ("gateway", "services", "simulator", "shared", "bench", "tests")
ROUTES = {"get", "post", "put", "patch", "delete", "websocket"}

MODULE, TEST_MODULE, SMALL_FILE, FUNCTION, ENDPOINT, FOLDER = 400, 500, 150, 50, 12, 20


def files(*folders: str) -> Iterator[Path]:
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations/versions" not in path.as_posix():
                yield path


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def body_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of the statements, the docstring not counted."""
    statements = node.body[1:] if ast.get_docstring(node) else node.body
    if not statements:
        return 0
    return (statements[-1].end_lineno or 0) - statements[0].lineno + 1


def limit_of(path: Path) -> int:
    name = relative(path)
    if name.startswith("tests/"):
        return TEST_MODULE
    is_small = "/use_cases/" in name or "/flows/" in name
    return SMALL_FILE if is_small else MODULE


def test_modules_keep_their_size() -> None:
    too_long = {
        relative(path): lines
        for path in files(*SOURCES)
        if (lines := len(path.read_text().splitlines())) > limit_of(path)
    }

    assert too_long == {}


def test_functions_keep_their_size() -> None:
    too_long = {
        f"{relative(path)}:{node.name}": body_lines(node)
        for path in files(*SOURCES)
        for node in functions(path)
        if body_lines(node) > FUNCTION
    }

    assert too_long == {}


def test_endpoints_and_consumers_are_thin() -> None:
    too_long = {}
    for path in files("gateway", "services"):
        for node in functions(path):
            routes = [d for d in node.decorator_list if isinstance(d, ast.Call)]
            is_endpoint = any(getattr(d.func, "attr", "") in ROUTES for d in routes)
            is_consumer = path.name == "consumers.py" and node.name.startswith("on_")
            if (is_endpoint or is_consumer) and body_lines(node) > ENDPOINT:
                too_long[f"{relative(path)}:{node.name}"] = body_lines(node)

    assert too_long == {}


def test_folders_are_tables_of_contents() -> None:
    crowded = {}
    for path in files(*SOURCES):
        folder = path.parent
        entries = [
            one
            for one in folder.iterdir()
            if one.name not in ("__init__.py", "__pycache__", "__main__.py")
        ]
        if len(entries) > FOLDER:
            crowded[relative(folder)] = len(entries)

    assert crowded == {}


def test_only_the_edge_commits() -> None:
    allowed = {"shared/db/migrations.py"}
    commits = {
        relative(path)
        for path in files("gateway", "services", "simulator", "shared")
        if ".commit(" in path.read_text()
    }

    assert commits - allowed == set()


def test_no_hot_path_counts_or_skips_rows() -> None:
    slow = re.compile(r"\bOFFSET\b|\.offset\(|COUNT\(\*\)", re.IGNORECASE)
    found = [
        f"{relative(path)}:{number}"
        for path in files("services", "shared")
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if slow.search(line)
    ]

    assert found == []


def test_nothing_reads_the_environment_at_import() -> None:
    reading = {
        relative(path)
        for path in files("gateway", "services", "simulator", "shared")
        if not relative(path).startswith("shared/local/")
        for node in ast.parse(path.read_text()).body
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.If)
        if "os.environ" in ast.unparse(node) or "os.getenv" in ast.unparse(node)
    }

    assert reading == set()


def test_every_error_code_means_one_thing() -> None:
    for path in files("shared/contracts", "gateway", "services"):
        if path.name == "errors.py":
            import_module(relative(path).removesuffix(".py").replace("/", "."))
    codes = Counter(error.code for error in every_error() if "code" in vars(error))

    assert [code for code, uses in codes.items() if uses > 1] == []


def test_every_event_is_named_by_its_owner_with_a_version() -> None:
    for path in files("shared/contracts"):
        if path.name == "events.py":
            import_module(relative(path).removesuffix(".py").replace("/", "."))
    pattern = re.compile(r"[a-z]+\.[a-z_]+\.v\d+")
    owners = [
        (event.name, event.__module__.split(".")[2])
        for event in Event.__subclasses__()
        if event.__module__.startswith("shared.contracts")
    ]

    assert owners
    for name, owner in owners:
        assert pattern.fullmatch(name)
        assert name.split(".")[0] == owner


@pytest.mark.parametrize("name", list(all_flows()))
def test_every_errand_has_a_transcript(name: str) -> None:
    assert (ROOT / "tests/conversation/flows" / f"test_{name}.py").exists()


def test_suppressions_carry_a_code_and_a_reason() -> None:
    bare = re.compile(r"#\s*(noqa(?!: [A-Z]+\d+)|type: ignore(?!\[))")
    unexplained = re.compile(r"#\s*(noqa: [A-Z0-9, ]+|type: ignore\[[a-z-]+\])\s*$")
    found = [
        f"{relative(path)}:{number}"
        for path in files(*SOURCES)
        if path.name != "test_house_rules.py"
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if bare.search(line) or unexplained.search(line)
    ]

    assert found == []
