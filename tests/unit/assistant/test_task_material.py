"""Tasks with their files: examples and schemas read, and what cannot be used named with its place."""

import csv
import json

import pytest

from untuned.assistant.tasks.classifier import KeptModels, classifier_of
from untuned.assistant.tasks.material import opened, task_of, unseen
from untuned.assistant.tasks.shots import Nearest
from untuned.errors import BadTask
from untuned.types.tasks import Example, Task, TaskSettings

SETTINGS = TaskSettings(name="mails", labels=("a", "b"), examples="x.jsonl")
EXAMPLES = tuple(
    Example(input=f"{word} number {nth}", output=label) for label, word in (("a", "apples"), ("b", "bread")) for nth in range(6)
)


def write(folder, name, text):
    (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("x.jsonl", '{"input": "one", "output": "a"}\n\n{"text": "two", "label": "b"}\n'),
        ("x.csv", 'input,output\r\none,a\r\n"two",b\r\n'),
        ("x.csv", "output;input\na;one\nb;two\n"),
        ("x.tsv", "text\tlabel\none\ta\ntwo\tb\n"),
    ],
)
def test_examples_are_read_from_json_lines_and_tables(tmp_path, name, text):
    settings = TaskSettings(name="mails", labels=("a", "b"), examples=name)
    task = task_of(settings, root=write(tmp_path, name, text))
    assert task.examples == (Example(input="one", output="a"), Example(input="two", output="b"))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "has no examples"),
        ('{"input": "one"}\n', "line 1: it is no example"),
        ('{"input": "one", "output": "a"}\nnonsense\n', "line 2: it is not JSON"),
        ('{"input": "one", "output": "c"}\n', "'c'"),
    ],
)
def test_examples_that_cannot_be_used_are_named(tmp_path, text, why):
    with pytest.raises(BadTask, match=why):
        opened(SETTINGS, root=write(tmp_path, "x.jsonl", text))


def test_a_field_of_a_table_that_is_too_long_is_named_by_its_line(tmp_path):
    settings = TaskSettings(name="mails", labels=("a", "b"), examples="x.csv")
    with pytest.raises(BadTask, match=r"x\.csv, line \d+: field larger than"):
        task_of(settings, root=write(tmp_path, "x.csv", f"input,output\none,a\n{'x' * (csv.field_size_limit() + 1)},b\n"))


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(BadTask, match=r"examples.*x\.jsonl"):
        opened(SETTINGS, root=tmp_path)
    with pytest.raises(BadTask, match=r"schema.*s\.json"):
        opened(TaskSettings(name="t", schema="s.json"), root=tmp_path)


def test_outputs_of_examples_are_as_the_form_writes_them(tmp_path):
    task, _ = opened(SETTINGS, root=write(tmp_path, "x.jsonl", '{"input": "one", "output": " A. "}'))
    assert task.examples[0].output == "a"
    schema = TaskSettings(name="t", schema='{"type": "object"}', solved=(("x", '{"k": 1}'),))
    assert json.loads(opened(schema, root=tmp_path)[0].examples[0].output) == {"k": 1}


def test_examples_with_the_words_of_an_input_are_left_out():
    task = Task(name="t", labels=("a", "b"), examples=EXAMPLES)
    assert len(unseen(task, ["  APPLES number 1"]).examples) == len(EXAMPLES) - 1


def test_a_classifier_takes_examples_of_two_labels():
    with pytest.raises(BadTask, match="1 of its 2 labels"):
        classifier_of(Task(name="t", labels=("a", "b"), examples=EXAMPLES[:3]))
    with pytest.raises(BadTask, match="takes a chat model"):
        classifier_of(Task(name="t", schema="{}"))


def test_examples_without_a_word_are_refused_with_what_to_do():
    examples = (Example(input="!!!", output="a"), Example(input="???", output="b"))
    with pytest.raises(BadTask, match="words to learn from; give examples with words"):
        classifier_of(Task(name="t", labels=("a", "b"), examples=examples))


def test_a_classifier_that_was_kept_is_the_one_that_was_learnt_and_a_damaged_one_is_learnt_again(tmp_path):
    models, task = KeptModels(folder=tmp_path / "tasks"), Task(name="t", labels=("a", "b"), examples=EXAMPLES)
    learnt = classifier_of(task, models=models)
    (file,) = (tmp_path / "tasks").iterdir()
    assert classifier_of(task, models=models).model.to_bytes() == learnt.model.to_bytes()
    file.write_bytes(file.read_bytes()[:50])
    assert classifier_of(task, models=models).guesses(["apples"]) == learnt.guesses(["apples"])
    assert classifier_of(task, models=models).to_bytes() == file.read_bytes()


def test_only_the_newest_models_of_a_task_are_kept(tmp_path):
    models = KeptModels(folder=tmp_path)
    for nth in range(6):
        task = Task(name="t", labels=("a", "b"), examples=(*EXAMPLES, Example(input=f"more {nth}", output="a")))
        classifier_of(task, models=models)
    classifier_of(Task(name="t-u", labels=("a", "b"), examples=EXAMPLES), models=models)
    assert len(list(tmp_path.iterdir())) == 5


def test_nothing_of_an_input_known_means_strange():
    classifier = classifier_of(Task(name="t", labels=("a", "b"), examples=EXAMPLES))
    apples, strange = classifier.guesses(["apples", "日本"])
    assert (apples.label, apples.strange, strange.strange) == ("a", "", "no example has any of its words")
    assert classifier.guesses([]) == []


def test_the_examples_shown_are_the_nearest_ones_and_never_the_input():
    nearest = Nearest(EXAMPLES, 3)
    shown = nearest("apples please")
    assert [one.answer for one in shown] == ["a", "a", "a"]
    assert "apples number 2" not in {one.question for one in nearest("Apples NUMBER 2")}
    assert Nearest(EXAMPLES, 0)("x") == ()
