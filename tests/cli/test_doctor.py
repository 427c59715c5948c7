import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest

from untuned.cli.setting_up import check_lines
from untuned.doctor import Check, examine


def states(checks) -> dict[str, str]:
    worst = {"ok": 0, "warning": 1, "error": 2}
    found: dict[str, str] = {}
    for check in checks:
        if worst[check.state] >= worst[found.get(check.name, "ok")]:
            found[check.name] = check.state
    return found


def only(checks, name: str) -> Check:
    return next(check for check in checks if check.name == name and check.state != "ok")


def test_a_folder_without_a_project_is_told_how_to_begin(tmp_path):
    checks = examine(tmp_path)
    assert states(checks) == {"python": "ok", "sqlite": "ok", "settings": "error"}
    assert "untuned init" in only(checks, "settings").remedy


def test_a_project_before_its_first_sync_is_told_to_sync(documents, untuned):
    untuned("init")
    checks = examine(documents / "docs")
    assert only(checks, "database").remedy == "run 'untuned sync'"
    assert {check.state for check in checks} == {"ok", "warning"}
    assert not list((documents / ".untuned").glob("*.sqlite3"))


def test_a_synced_project_is_in_order(project):
    checks = examine(project)
    assert {check.state for check in checks} == {"ok"}
    assert {"python", "sqlite", "settings", "languages", "sources", "folder", "disk", "database", "clock", "files", "index"} <= states(
        checks
    ).keys()


@pytest.mark.parametrize(
    ("table", "state", "said", "remedy"),
    [
        ('extends = "nope"', "error", "untuned.toml:2: 'variants.mine.extends' = \"nope\": it extends 'nope'", "untuned variants"),
        ('extends = "defualt"', "error", "'variants.mine.extends' = \"defualt\"", "did you mean 'default'?"),
        ('extends = "mine"', "error", "it builds on itself: mine -> mine", "of the circle out"),
        ('task = "absent"', "error", "untuned.toml:2: 'variants.mine.task' = \"absent\"", "[tasks.NAME]"),
        ('model.name = "opnai:x"', "error", "'variants.mine.model.name' = \"opnai:x\"", "openai:..."),
        ('model.name = "openai:x"\nmodel.prompts = "absent"', "error", "untuned.toml:3: 'variants.mine.model.prompts'", "a folder"),
        ('context = "none"', "error", "untuned.toml:1: 'variants.mine'", 'add wording = "text"'),
        ("shots = 2", "warning", "untuned.toml:2: 'variants.mine.shots' = 2", "below [model]"),
    ],
)
def test_a_variant_that_cannot_answer_is_named_with_file_key_value_and_remedy(documents, table, state, said, remedy):
    (documents / "untuned.toml").write_text(f"[variants.mine]\n{table}\n", encoding="utf-8")
    (found,) = (check for check in examine(documents) if check.name == "variants")
    assert found.state == state
    assert said in found.detail
    assert remedy in found.remedy


def test_variants_that_can_answer_are_in_order_and_those_of_the_router_are_looked_for(documents):
    settings = '[variants.short]\nanswer.max_sentences = 1\n[router]\nstructural = "short"\naction = "shrot"\n'
    (documents / "untuned.toml").write_text(settings, encoding="utf-8")
    checks = examine(documents)
    assert [(check.state, check.detail) for check in checks if check.name == "variants"] == [("ok", "short")]
    (found,) = (check for check in checks if check.name == "router")
    assert (found.state, found.remedy) == ("error", "did you mean 'short'? see 'untuned variants'")
    assert "untuned.toml:5: 'router.action'" in found.detail


@pytest.mark.parametrize(
    ("text", "name", "state", "said"),
    [
        ("[search]\ncandidates = 0", "settings", "error", "search.candidates"),
        ("name = ", "settings", "error", "not TOML"),
        ('[sources]\npaths = ["absent"]', "sources", "error", "'absent' does not exist"),
        ('[sources]\npaths = ["empty"]', "sources", "warning", "'empty' holds no file"),
        ('[sources]\npaths = ["*.pdf"]', "sources", "warning", "no file matches"),
        ('[extensions]\nreranker = "acme_absent:x"', "reranker", "error", "'acme_absent' is not installed"),
        ('[extensions]\ntools = { count = "builtins:len" }', "tool", "error", "has no type"),
    ],
)
def test_what_is_wrong_is_named_with_a_remedy(documents, text, name, state, said):
    (documents / "empty").mkdir()
    (documents / "untuned.toml").write_text(text, encoding="utf-8")
    found = only(examine(documents), name)
    assert found.state == state
    assert said in found.detail
    assert found.remedy


def test_an_access_rule_that_closes_nothing_is_told_by_every_whole_sync_and_by_doctor(project, untuned):
    folder = project / "docs" / "hr"
    folder.mkdir()
    (folder / "pay.md").write_text("# Pay\n\nThe chief earns 4,000 euros.\n", encoding="utf-8")
    rule = '[[access]]\npath = "docs/HR/**"\ngroups = ["hr"]\n'
    (project / "untuned.toml").write_text(rule, encoding="utf-8")
    synced = untuned("sync")
    assert synced.code == 0
    assert "warning the access rule 'docs/HR/**' fits no document" in synced.out
    assert only(examine(project), "access").state == "warning"
    assert "access rule" not in untuned("sync", "docs/hr/pay.md").out
    (project / "untuned.toml").write_text(rule.replace("HR", "hr"), encoding="utf-8")
    assert "access rule" not in untuned("sync").out
    assert "access" not in states(examine(project))


def test_a_rule_for_what_is_gone_or_cannot_be_read_closes_something(project, untuned):
    (project / "untuned.toml").write_text('[[access]]\npath = "docs/hr/**"\ngroups = ["hr"]\n', encoding="utf-8")
    folder = project / "docs" / "hr"
    folder.mkdir()
    (folder / "pay.md").write_bytes(b"PK\x03\x04")
    assert "access rule" not in untuned("sync").out
    (folder / "pay.md").write_text("# Pay\n\nThe chief earns 4,000 euros.\n", encoding="utf-8")
    untuned("sync")
    (folder / "pay.md").unlink()
    assert "access rule" not in untuned("sync").out


def test_files_of_an_unknown_encoding_are_told_apart(project, untuned):
    (project / "docs" / "old.txt").write_bytes("Возврат товара".encode("cp1251"))
    (project / "docs" / "zip.md").write_bytes(b"PK\x03\x04")
    assert untuned("sync").code == 1
    checks = examine(project)
    assert only(checks, "encodings").detail == "docs/old.txt: not UTF-8"
    assert "docs/zip.md" in only(checks, "files").detail
    assert states(checks)["database"] == "ok"


def test_bytes_that_the_named_encoding_has_not_are_to_be_converted_or_excluded(project, untuned):
    (project / "untuned.toml").write_text('[sources]\nencoding = "cp1252"\n', encoding="utf-8")
    (project / "docs" / "odd.txt").write_bytes(b"words \x81 and more words")
    (project / "docs" / "noise.txt").write_bytes(bytes(range(1, 256)))
    assert untuned("sync").code == 1
    checks = examine(project)
    odd, noise = only(checks, "encodings"), only(checks, "files")
    assert (odd.state, odd.detail) == ("warning", "docs/odd.txt: their bytes are neither UTF-8 nor cp1252")
    assert odd.remedy == "convert them to UTF-8, or name them in 'exclude' below [sources], then run 'untuned sync'"
    assert noise.state == "warning"
    assert noise.detail.startswith("docs/noise.txt: ")
    assert "binary data" in noise.detail


def test_an_encoding_that_was_named_since_asks_for_a_sync(project, untuned):
    (project / "docs" / "old.txt").write_bytes("Возврат товара".encode("cp1251"))
    untuned("sync")
    assert "such as cp1251" in only(examine(project), "encodings").remedy
    (project / "untuned.toml").write_text('[sources]\nencoding = "cp1251"\n', encoding="utf-8")
    assert only(examine(project), "encodings").remedy == "run 'untuned sync': 'encoding' below [sources] is cp1251 now"


def test_a_clock_that_went_back_is_noticed(project):
    found = only(examine(project, now=datetime(2020, 1, 1, tzinfo=UTC)), "clock")
    assert found.state == "warning"
    assert "2020-01-01" in found.detail


def test_a_damaged_database_is_an_error_with_a_remedy(project):
    database = project / ".untuned" / "truth.sqlite3"
    for file in (project / ".untuned").glob("*.sqlite3-*"):
        file.unlink()
    database.write_bytes(b"not a database " * 1000)
    found = only(examine(project), "database")
    assert found.state == "error"
    assert found.remedy


def test_a_row_that_points_nowhere_is_an_error_with_a_remedy(project):
    with closing(sqlite3.connect(project / ".untuned" / "truth.sqlite3")) as connection, connection:
        connection.execute("INSERT INTO change VALUES (999, 'added', 999, 999, '2024-01-01T00:00:00.000000+00:00')")
    (check,) = (check for check in examine(project) if check.name == "database")
    assert (check.state, check.detail) == ("error", "a row of change points to one of document that is missing")
    assert "restore" in check.remedy


def test_the_command_prints_every_check_and_ends_with_one_on_an_error(untuned, project):
    called = untuned("doctor")
    assert called.code == 0
    assert "ok       settings: " in called.out
    (project / "untuned.toml").write_text("[search]\ncandidates = 0", encoding="utf-8")
    called = untuned("doctor", "--json")
    assert called.code == 1
    assert [check["state"] for check in called.json if check["name"] == "settings"] == ["error"]


def test_a_remedy_stands_below_its_check():
    checks = [
        Check(name="disk", state="warning", detail="0.5 GB free", remedy="make room"),
        Check(name="python", state="ok", detail="3.11"),
    ]
    text = ["".join(part.text for part in parts) for parts in check_lines(checks)]
    assert text == ["warning  disk: 0.5 GB free", "           try: make room", "ok       python: 3.11", "", "1 ok, 1 warning"]


def test_an_endpoint_without_a_model_is_a_warning(untuned, project):
    settings = project / "untuned.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace('#base_url = ""', 'base_url = "http://127.0.0.1:9/v1"'), encoding="utf-8")
    assert "warning  model: 'base_url' or 'fallbacks' is set" in untuned("doctor").out
