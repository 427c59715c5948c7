"""Tasks in untuned.toml."""

import pytest

from untuned.config.read import read
from untuned.config.render import render
from untuned.errors import UnknownSetting, WrongSetting
from untuned.types.settings import Settings
from untuned.types.tasks import TaskSettings

WHOLE = (
    TaskSettings(name="mails", labels=("a", "b"), prompt="Sort.", examples="x.jsonl", model="linear", shots=0, threshold=0.5),
    TaskSettings(
        name="order-2", schema='{"properties": {"a": {"minimum": 1.5, "type": ["string", "null"]}}}', solved=(("x", '{"a": "y"}'),)
    ),
)


@pytest.fixture
def toml(tmp_path):
    def write(text):
        file = tmp_path / "untuned.toml"
        file.write_text(text, encoding="utf-8")
        return file

    return write


def test_what_is_written_reads_back_as_it_was(toml):
    settings = Settings(tasks=WHOLE)
    assert read(toml(render(settings))) == settings


def test_a_schema_and_examples_may_stand_in_the_file_itself(toml):
    schema = '[tasks.a.schema]\ntype = "object"\n[tasks.a.schema.properties]\nk.type = "integer"\n'
    text = f'[tasks.a]\nexamples = [{{ input = "x", output = {{ k = 1 }} }}]\n{schema}'
    (found,) = read(toml(text)).tasks
    assert found.schema == '{"properties": {"k": {"type": "integer"}}, "type": "object"}'
    assert found.solved == (("x", '{"k": 1}'),)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[tasks]\na = 1\n", "make each task a table"),
        ("[tasks.A]\nlabels = ['x', 'y']\n", "name it with small letters"),
        ("[tasks.a]\nprompt = 'x'\n", "say what its outputs are"),
        ("[tasks.a]\nlabels = ['x', 'y']\nschema = 's.json'\n", "either 'labels' or 'schema'"),
        ("[tasks.a]\nlabels = ['x']\n", "at least two"),
        ("[tasks.a]\nlabels = ['top up', 'Top_Up']\n", "each label once"),
        ("[tasks.a]\nlabels = ['x', 'y']\nthreshold = 2\n", "from 0 to 1"),
        ("[tasks.a]\nlabels = ['x', 'y']\nexamples = [{ input = 'x' }]\n", "each example as"),
        ("[tasks.a]\nschema = { since = 2024-01-01 }\n", "dates in a schema"),
    ],
)
def test_a_task_that_cannot_be_says_what_would_do(toml, text, why):
    with pytest.raises(WrongSetting, match=why):
        read(toml(text))


def test_an_unknown_key_names_its_line_and_the_nearest_one(toml):
    with pytest.raises(UnknownSetting, match=r"untuned\.toml:2: 'tasks\.a\.label'.*did you mean 'labels'"):
        read(toml("[tasks.a]\nlabel = ['x', 'y']\n"))
