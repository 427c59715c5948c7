"""Prices by the list that is installed."""

from decimal import Decimal

from untuned.models.chat.prices import context_window, price


def test_a_known_model_has_a_price_for_each_token():
    one = price(input_tokens=1_000, output_tokens=0, model="gpt-5-mini", provider="openai")
    both = price(input_tokens=1_000, output_tokens=1_000, model="gpt-5-mini", provider="openai")
    assert Decimal(0) < one < both


def test_an_unknown_model_or_provider_has_no_price():
    assert price(input_tokens=1, output_tokens=1, model="no-such-model", provider="openai") is None
    assert price(input_tokens=1, output_tokens=1, model="qwen3", provider="ollama") is None


def test_another_endpoint_does_not_have_the_providers_price():
    assert price(input_tokens=1, output_tokens=1, model="gpt-5-mini", provider="openai", base_url="http://127.0.0.1:9/v1") is None


def test_the_list_knows_how_much_a_model_reads():
    assert context_window("gpt-5-mini", provider="openai") > 100_000
    assert context_window("no-such-model", provider="openai") is None
