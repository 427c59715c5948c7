import pytest

from untuned.text.statements import states_something


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Room R101 has 7 seats and a screen.", "en"),
        ("Leave: 28 days a year", "en"),
        ("You register at the front desk.", "en"),
        ("The shop opens at nine.", "en"),
        ("The office has moved to Berlin, Main Street 5.", "en"),
        ("There is no content filter in the free plan.", "en"),
        ("Срок возврата — 60 дней.", "ru"),
        ("Офис открывается в девять.", "ru"),
        ("Заявка должна быть подписана.", "ru"),
        ("Das Büro öffnet um 9 Uhr.", "de"),
        ("Das Büro öffnet um neun Uhr. Besucher melden sich am Empfang.", "de"),
        ("電話は朝9時から受け付けています。", "ja"),
    ],
)
def test_a_statement_is_told(text, language):
    assert states_something(text, language=language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("", "en"),
        ("About the shop, its design, inspiration and more.", "en"),
        ("Additional resources, external links, and more.", "en"),
        ("OpenAPI Pydantic models used to generate and validate the generated OpenAPI.", "en"),
        ("::: shop.rooms", "en"),
        ("- [What it is](1.md)\n- [How 2 rooms are booked](2.md)", "en"),
        ("This page is under construction.", "en"),
        ("TODO: this has to be written.", "en"),
        ("This page has moved to the 2 handbooks.", "en"),
        ("There is no content yet.", "en"),
        ("See https://docs.example/2024/is/it.html", "en"),
        ("О магазине, его устройстве, истории и многом другом.", "ru"),
        ("Раздел в разработке, он скоро появится.", "ru"),
        ("Über den Laden, seine Räume und mehr.", "de"),
        ("追加リソース、外部リンクなど。", "ja"),
    ],
)
def test_what_only_names_or_points_or_promises_is_no_statement(text, language):
    assert not states_something(text, language=language)


def test_a_long_hostile_text_takes_no_long():
    for part in ("[", "[a](", "http://", "`", "this has been ", "1 " * 3, "。", "ет"):
        assert isinstance(states_something(part * 200_000, language="ru"), bool)
