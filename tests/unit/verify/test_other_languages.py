"""Near-copies in other languages than English and Russian that put a negation in or leave it out; claims whose quotes only ask."""

import pytest

from untuned import check_answer, verify_quote
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


CLIPPED = [
    ("Keine Rückgabe ist möglich nach 30 Tagen.", "Rückgabe ist möglich nach 30 Tagen"),
    ("Die Kosten werden nicht erstattet.", "erstattet"),
    ("Wir erstatten die Kosten nicht.", "Wir erstatten die Kosten"),
    ("Nicht erstattet werden die Kosten für den Versand", "erstattet werden die Kosten für den Versand"),
    ("Les frais ne sont pas remboursables après 30 jours.", "remboursables après 30 jours"),
    ("Le musée n'est ouvert que le lundi.", "ouvert que le lundi"),
    ("El envío se hace sin costo adicional.", "costo adicional"),
    ("As despesas não são reembolsáveis depois de 30 dias.", "são reembolsáveis depois de 30 dias"),
    ("Le spese non sono rimborsabili dopo 30 giorni.", "sono rimborsabili dopo 30 giorni"),
    ("De kosten worden niet terugbetaald na 30 dagen.", "terugbetaald na 30 dagen"),
    ("Koszty nie są zwracane po 30 dniach.", "są zwracane po 30 dniach"),
    ("Kostnaden kan inte återbetalas efter 30 dagar.", "återbetalas efter 30 dagar"),
    ("Bu ürün çocuklar için uygun değil ve pahalı.", "Bu ürün çocuklar için uygun"),
    ("لا يمكن إرجاع المنتج بعد شهر", "يمكن إرجاع المنتج بعد شهر"),
    ("לא ניתן להחזיר את המוצר אחרי חודש", "ניתן להחזיר את המוצר אחרי חודש"),
    ("O envio é feito sem custo adicional.", "custo adicional"),
    ("A díj nem téríthető vissza 30 nap után.", "téríthető vissza 30 nap után"),
    ("Tuotetta ei palauteta 14 päivän jälkeen.", "palauteta 14 päivän jälkeen"),
    ("Troškovi se ne vraćaju nakon 30 dana.", "vraćaju nakon 30 dana"),
    ("Les frais ne sont pas remboursables.", "sont pas remboursables"),
    ("Pas de remboursement après 30 jours.", "remboursement après 30 jours"),
    ("No se aceptan devoluciones ni cambios después de 30 días.", "cambios después de 30 días"),
    ("Entrega sin gastos de envío.", "gastos de envío"),
    ("Entrega sem taxas extras.", "taxas extras"),
    ("Nem todos os clientes recebem desconto.", "todos os clientes recebem desconto"),
    ("Izdelka ne moremo vrniti po 30 dneh.", "moremo vrniti po 30 dneh"),
    ("Los pedidos, sin embargo, no llegan en 3 días.", "llegan en 3 días"),
]


@pytest.mark.parametrize(("source", "quote"), CLIPPED)
def test_a_quote_may_not_cut_off_a_negation_of_another_language(source, quote):
    assert verify_quote(quote, source).reason == "negation_clipped"
    assert verify_quote(source, source).accepted


@pytest.mark.parametrize(
    ("source", "quote"),
    [
        ("Die Rückgabe ist möglich, wenn die Ware ungeöffnet ist.", "Die Rückgabe ist möglich"),
        ("Les frais sont remboursés sauf ceux du transport.", "Les frais sont remboursés"),
        ("Los gastos se devuelven salvo los del envío.", "Los gastos se devuelven"),
        ("De kosten worden terugbetaald, tenzij de doos open is.", "De kosten worden terugbetaald."),
        ("Les frais sont remboursés si la boîte est fermée.", "Les frais sont remboursés"),
        ("El dinero se devuelve si usted lo pide en 30 días.", "El dinero se devuelve"),
        ("El dinero se devuelve, pero si hay demora.", "El dinero se devuelve"),
    ],
)
def test_a_quote_may_not_cut_off_a_condition_of_another_language(source, quote):
    assert verify_quote(quote, source).reason == "condition_clipped"
    assert verify_quote(source, source).accepted


def test_an_ellipsis_leaves_out_no_negation_of_another_language():
    source = "Die Kosten für den Versand werden in keinem Land der Welt erstattet."
    assert verify_quote("Die Kosten für den Versand … der Welt erstattet", source).reason == "ellipsis_over_condition"
    source = "Les frais de livraison ne sont pas du tout remboursés par le magasin de la ville."
    assert verify_quote("Les frais de livraison ne sont … remboursés par le magasin", source).reason == "ellipsis_over_condition"


ALIKE = [
    ("Sin embargo, la garantía dura 24 meses.", "la garantía dura 24 meses."),
    ("La batería dura poco. Sin embargo, los pedidos llegan en 3 días.", "los pedidos llegan en 3 días."),
    ("Sem dúvida, a garantia dura 24 meses.", "a garantia dura 24 meses."),
    ("Sans doute, la garantie dure 24 mois.", "la garantie dure 24 mois."),
    ("Sans aucun doute, la garantie dure 24 mois.", "la garantie dure 24 mois."),
    ("Senza dubbio, il museo apre alle nove.", "il museo apre alle nove."),
    ("Vi rekommenderar att ni betalar med kort i butiken.", "betalar med kort i butiken."),
    ("Kunden får sin vara inom tre dagar.", "vara inom tre dagar."),
    ("Fristen er ni dager etter levering.", "dager etter levering."),
    ("Det er nem betaling med kort.", "betaling med kort."),
    ("Ogni cliente ne riceve due copie gratis.", "riceve due copie gratis."),
    ("Dobrodošli, jaz sem zaposlen v Ljubljani od leta 2019.", "zaposlen v Ljubljani od leta 2019."),
    ("Cesta sem trvá dvě hodiny autem.", "trvá dvě hodiny autem."),
    ("Met deze pas reist u gratis door heel Nederland.", "reist u gratis door heel Nederland."),
    ("U kunt met deze pas gratis reizen door Nederland.", "U kunt met deze"),
    ("Ein Ei enthält etwa 6 Gramm Eiweiß.", "enthält etwa 6 Gramm Eiweiß."),
    ("Il museo nazionale di arte moderna si trova in centro.", "Il museo nazionale di arte moderna"),
    ("Open Sans is used for all body text.", "is used for all body text."),
    ("The deadly sin of gluttony is shown in canto six.", "of gluttony is shown in canto six."),
    ("The lengths of all parts are given in SI units.", "The lengths of all parts are given in"),
]


@pytest.mark.parametrize(("source", "quote"), ALIKE)
def test_a_word_that_denies_only_in_another_language_or_beside_other_words_cuts_nothing_off(source, quote):
    assert verify_quote(quote, source).kind == "exact"


def test_an_ellipsis_leaves_out_the_name_of_a_typeface():
    source = "The résumé is written in Comic Sans and printed on white paper by the office."
    assert verify_quote("The résumé is written in … printed on white paper", source).accepted


@pytest.mark.parametrize(
    ("source", "quote"),
    [
        ("Der Vertrag beginnt im Mai 2024 in Köln.", "2024 in Köln"),
        ("The SEM images show the surface.", "images show the surface"),
        ("Nu är butiken öppen varje dag.", "är butiken öppen varje dag"),
        ("Er ist nicht da. Die Rückgabe ist möglich.", "Die Rückgabe ist möglich."),
        ("Două sute de ani de garanție pentru motor.", "de garanție pentru motor"),
    ],
)
def test_a_word_that_denies_in_another_language_alone_cuts_nothing_off(source, quote):
    assert verify_quote(quote, source).accepted


@pytest.mark.parametrize(
    ("source", "true", "false"),
    [
        ("보증 기간은 24개월입니다.", "보증 기간은 24개월입니다.", "보증 기간은 36개월입니다."),
        ("これらの製品の保証期間は24か月です。", "これらの製品の保証期間は２４か月です。", "これらの製品の保証期間は36か月です。"),
        ("本产品的保修期为交货后24个月，运费为1,500元。", "本产品的运费为1500元。", "本产品的保修期为交货后36个月。"),
    ],
)
def test_another_number_beside_signs_that_are_not_spaced_is_never_green(source, true, false):
    (claim,) = check_answer(false, [source]).claims
    assert (claim.support.band, [flag.says for flag in claim.support.flags]) == ("undecided", ["36"])
    (claim,) = check_answer(true, [source]).claims
    assert claim.support.flags == ()


def test_a_negation_that_moves_within_its_clause_denies_the_same():
    assert agree("Das Gerät darf im Freien nicht verwendet werden.", ["Das Gerät darf nicht im Freien verwendet werden."]) == ()
