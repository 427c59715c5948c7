"""Near-copies in other languages than English and Russian that put a negation in or leave it out; claims whose quotes only ask."""

import pytest

from untuned.rag.verify.agreement import agree

DENIED = [
    ("Das Gerät darf nicht im Freien verwendet werden.", "Das Gerät darf im Freien verwendet werden."),
    ("Die Kasse nimmt keine Karten von Gästen an.", "Die Kasse nimmt Karten von Gästen an."),
    ("Vous pouvez partir sans payer le loyer du mois.", "Vous pouvez partir payer le loyer du mois."),
    ("Le musée n'est jamais ouvert le lundi matin.", "Le musée est ouvert le lundi matin."),
    ("El museo nunca abre los lunes por la mañana.", "El museo abre los lunes por la mañana."),
    ("O museu não abre na segunda-feira de manhã.", "O museu abre na segunda-feira de manhã."),
    ("Bu ürün çocuklar için uygun değil ve pahalı.", "Bu ürün çocuklar için uygun ve pahalı."),
    ("У музеї немає кафе для відвідувачів з дітьми.", "У музеї кафе для відвідувачів з дітьми."),
    ("客户在购买之后三十天内不能退货。", "客户在购买之后三十天内能退货。"),
    ("この製品は屋外で使用することができません。", "この製品は屋外で使用することができます。"),
    ("이 제품은 야외에서 사용할 수 없습니다.", "이 제품은 야외에서 사용할 수 있습니다."),
]


@pytest.mark.parametrize(("denied", "told"), DENIED)
def test_a_negation_of_another_language_is_not_left_out_or_put_in(denied, told):
    assert any(flag.hard for flag in agree(told, [denied]))
    assert any(flag.hard for flag in agree(denied, [told]))


@pytest.mark.parametrize(
    ("source", "claim"),
    [
        ("客户可以在三十天之内退货，但是不能退还已经打开的软件。", "客户可以在三十天之内退货。"),
        ("这个方法非常快速，适合所有的大型项目。", "这个方法快速，适合所有的大型项目。"),
        ("この製品は屋外で使用できますが、雨の中では使用できません。", "この製品は屋外で使用できます。"),
        ("이 제품은 야외에서 사용할 수 있습니다.", "이 제품은 야외에서 사용할 수 있습니다."),
        ("Das Gerät darf im Freien verwendet werden, aber nicht bei Regen oder Schnee.", "Das Gerät darf im Freien verwendet werden."),
    ],
)
def test_what_another_clause_denies_refuses_nothing(source, claim):
    assert not any(flag.hard for flag in agree(claim, [source]))


@pytest.mark.parametrize(
    ("question", "claim"),
    [
        ("Can I return the opened software within 30 days?", "You can return the opened software within 30 days."),
        ("**Q: Can I return the opened software?**", "The opened software can be returned."),
        ("Можно ли вернуть вскрытую программу за 30 дней?", "Можно вернуть вскрытую программу за 30 дней."),
    ],
)
def test_a_claim_whose_quotes_only_ask_is_refused(question, claim):
    assert any(flag.hard for flag in agree(claim, [question]))


@pytest.mark.parametrize(
    ("quotes", "claim"),
    [
        (["Can I return the opened software?", "Yes, within 30 days."], "You can return the opened software within 30 days."),
        (["Can I return the opened software? Yes."], "You can return the opened software."),
        (["Can I return the opened software?"], "Can I return the opened software?"),
        (["Можно ли вернуть программу? Да, за 30 дней."], "Программу можно вернуть за 30 дней."),
    ],
)
def test_a_question_with_its_answer_carries_a_claim(quotes, claim):
    assert not any(flag.hard for flag in agree(claim, quotes))
