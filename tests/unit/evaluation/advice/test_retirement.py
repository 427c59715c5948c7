"""When bases go: by settings, else as announced."""

from datetime import date

from untuned.evaluation.advice.retirement import retirement_of

GOES = date(2027, 1, 14)


def test_an_announced_day_comes_with_its_source_and_the_day_it_was_looked_up():
    found = retirement_of("openai:gpt-4.1-mini")
    assert (found.retires, found.checked) == (GOES, date(2026, 11, 20))
    assert found.source.startswith("https://")


def test_a_snapshot_and_a_model_tuned_on_it_go_with_their_base():
    assert retirement_of("openai:gpt-4.1-mini-2025-04-14").retires == GOES
    assert retirement_of("openai:ft:gpt-4.1-mini-2025-04-14:shop::x").retires == GOES
    assert retirement_of("openai:gpt-4o-2024-05-13").retires == date(2026, 10, 23)


def test_the_projects_own_day_counts_first():
    found = retirement_of("openai:gpt-4.1-mini", retires=date(2030, 1, 1))
    assert (found.retires, found.source) == (date(2030, 1, 1), "advice.retires")


def test_of_an_unknown_base_and_of_an_endpoint_of_its_own_nothing_is_known():
    assert retirement_of("ollama:qwen3").first is None
    assert retirement_of("openai:gpt-4.1-mini", elsewhere=True).first is None


def test_the_end_of_training_is_known_beside_the_end_of_the_model():
    assert retirement_of("openai:gpt-5-mini").training_ends == date(2027, 1, 6)
