"""The README's figures are those of the committed records."""

import importlib.util
import json
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def generator():
    spec = importlib.util.spec_from_file_location("generate_results", ROOT / "docs" / "generate_results.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_table_of_the_readme_is_that_of_the_records():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert generator().written(readme) == readme, "run 'make reference'"


def test_the_page_of_results_is_that_of_the_records():
    assert generator().PAGE.read_text(encoding="utf-8") == generator().page(), "run 'make reference'"


def test_every_record_is_on_the_page_of_results():
    names = {path.stem for path in (ROOT / "benchmarks" / "results").glob("*.json")}
    assert names == set(generator().ORDER)


def test_what_was_missed_is_in_the_readme():
    table = generator().written((ROOT / "README.md").read_text(encoding="utf-8"))
    missed = [row["what"] for name, rows in generator().records() for row in rows if not row["met"] and name != "main_job_dev"]
    assert [what for what in missed if f"| {what} |" not in table] == []


def test_every_record_says_when_where_and_with_what_it_was_measured():
    for path in sorted((ROOT / "benchmarks" / "results").glob("*.json")):
        found = json.loads(path.read_text(encoding="utf-8"))
        assert set(found) >= {"date", "machine", "commit", "libraries", "rows", "criteria"}, path.name
        assert found["rows"], path.name
