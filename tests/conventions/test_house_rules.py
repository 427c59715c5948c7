"""Rules of this house that no linter checks. Every list of offenders here may only shrink."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "untuned"
MODULES = sorted(path for path in SOURCE.rglob("*.py") if not {"sample", "migrations"} & set(path.parts))
LIBRARY = [path for path in MODULES if not path.is_relative_to(SOURCE / "cli")]
PROGRAMS = sorted(path for folder in ("src", "tests", "benchmarks", "docs") for path in (ROOT / folder).rglob("*.py"))
TEXT_ENDINGS = {".py", ".md", ".toml", ".txt", ".yml", ".yaml", ".cfg", ".json", ".mako", ".ini", ""}
FOLDERS = ("src", "tests", "docs", "benchmarks", ".ci", ".github")
DRAWERS = {"utils", "util", "common", "helpers", "helper", "misc", "base", "shared", "stuff", "tools_misc"}


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree_of(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def texts() -> Iterator[tuple[str, str]]:
    files = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*")] + list(ROOT.glob("*"))
    for path in files:
        if path.is_file() and path.suffix in TEXT_ENDINGS and "__pycache__" not in path.parts and path != Path(__file__):
            data = path.read_bytes()
            if len(data) < 2_000_000 and b"\0" not in data:
                yield name_of(path), data.decode("utf-8", errors="replace")


def test_the_tree_is_found():
    assert len(MODULES) > 20
    assert {"config", "cli", "store"} <= {path.parent.name for path in MODULES}


def test_no_handler_catches_every_exception():
    broad = {"Exception", "BaseException", None}
    found = [
        f"{name_of(path)}:{node.lineno}"
        for path in MODULES
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ExceptHandler) and _caught(node) & broad and not _raises_again(node)
    ]
    assert found == []


def _caught(handler: ast.ExceptHandler) -> set[str | None]:
    if handler.type is None:
        return {None}
    named = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return {node.id if isinstance(node, ast.Name) else getattr(node, "attr", "") for node in named}


def _raises_again(handler: ast.ExceptHandler) -> bool:
    """True for `except BaseException` that tidies up, or looks for one class that cannot be imported, and raises the rest again."""
    return "Exception" not in _caught(handler) and any(isinstance(node, ast.Raise) and node.exc is None for node in ast.walk(handler))


def test_no_file_is_longer_than_400_lines():
    assert [name_of(path) for path in MODULES if len(path.read_text(encoding="utf-8").splitlines()) > 400] == []


def test_no_function_is_longer_than_60_lines():
    found = [f"{name_of(path)}:{node.name}" for path in MODULES for node in functions(path) if node.end_lineno - node.lineno >= 60]
    assert found == []


def test_no_file_or_folder_is_a_drawer_for_leftovers():
    assert [name_of(path) for path in PROGRAMS if {path.stem, path.parent.name} & DRAWERS] == []


def test_what_a_command_writes_is_the_same_file_on_every_system():
    """Without `newline`, Windows writes other line breaks, also inside the cells of a table."""
    written = [
        f"{name_of(path)}:{node.lineno}"
        for path in MODULES
        if path.is_relative_to(SOURCE / "cli")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and _writes_text(node) and not {"encoding", "newline"} <= {keyword.arg for keyword in node.keywords}
    ]
    assert written == []


def _writes_text(call: ast.Call) -> bool:
    """True for `path.write_text(...)` and `path.open("w")`."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    mode = call.args[0].value if name == "open" and call.args and isinstance(call.args[0], ast.Constant) else ""
    return name == "write_text" or mode in ("w", "a", "x", "w+", "r+")


def test_the_library_does_not_print():
    found = [
        f"{name_of(path)}:{node.lineno}"
        for path in LIBRARY
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("print", "pprint")
    ]
    assert found == []


def test_the_library_does_not_configure_logging():
    configuring = {"basicConfig", "dictConfig", "fileConfig", "setLevel", "addHandler", "captureWarnings"}
    found = [
        f"{name_of(path)}:{node.lineno}"
        for path in MODULES
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in configuring
    ]
    assert found == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_every_public_thing_has_a_docstring(path):
    tree = tree_of(path)
    undocumented = [] if ast.get_docstring(tree) or not tree.body else ["the module"]
    for holder in (tree, *(node for node in tree.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_"))):
        for node in holder.body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.name.startswith("_"):
                undocumented += [] if ast.get_docstring(node) or _is_overload(node) else [node.name]
    assert undocumented == []


def _is_overload(node: ast.AST) -> bool:
    return any("overload" in ast.dump(decorator) for decorator in getattr(node, "decorator_list", ()))


def test_type_checkers_of_those_who_import_it_read_its_types():
    assert (SOURCE / "py.typed").is_file()


def test_no_file_names_a_place_of_one_machine():
    place = re.compile(r"(?<![\w.])/(?:work|farm|root|Users|home/(?!user\b|you\b)\w+)/")
    assert [f"{name}: {found[0]}" for name, text in texts() for found in [place.search(text)] if found] == []


def test_no_file_names_an_address_of_a_package_index():
    address = re.compile(r"--(?:extra-)?index-url|--find-links|https?://\S+/simple\b|https?://(?:pypi|files\.pythonhosted|test\.pypi)\.")
    assert [f"{name}: {found[0]}" for name, text in texts() for found in [address.search(text)] if found] == []


def test_nothing_is_left_to_be_done_later():
    later = re.compile(r"#\s*(?:TODO|FIXME|XXX|HACK)\b|type: ignore(?!\[)|\bNotImplementedError\b")
    found = [
        f"{name_of(path)}: {match[0]}"
        for path in PROGRAMS
        if path != Path(__file__)
        for match in later.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_every_test_asserts_something():
    marks = ("Assert", "raises", "warns", "assert_", "check_", "conform")
    found = [
        f"{name_of(path)}:{node.name}"
        for path in sorted((ROOT / "tests").rglob("test_*.py"))
        for node in functions(path)
        if node.name.startswith("test_") and not any(mark in ast.dump(node) for mark in marks)
    ]
    assert found == []


def test_importing_the_nouns_loads_nothing_of_others():
    allowed = {"untuned", "__future__"}
    standard = __import__("sys").stdlib_module_names
    roots = [*(SOURCE / "errors").glob("*.py"), *(SOURCE / "types").glob("*.py"), *(SOURCE / "text").glob("*.py")]
    found = [f"{name_of(path)}: {name}" for path in roots for name in _imported(path) if name not in allowed and name not in standard]
    assert found == []


def _imported(path: Path) -> Iterator[str]:
    for node in tree_of(path).body:
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]
