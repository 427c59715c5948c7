"""Words of asking and of grammar in languages that are searched without stop words: they say nothing of a question's subject."""

from __future__ import annotations

from functools import cache

from untuned.text.words import words

_FUNCTION_WORDS = {
    "de": """
aber als am an auch auf aus bei beim bin bitte da dann das dass dem den denn der des die dies diese diesem diesen dieser dieses doch dort
du durch ein eine einem einen einer eines er es für gibt habe haben hat hier ich ihr ihre im in ins ist ja kann kein keine man mehr mein
meine mich mir mit muss müssen können nach nicht noch nur ob oder ohne schon sein seine sich sie sind so soll sollte über um und uns unter
viel viele vom von vor wann war waren warum was welche welchem welchen welcher welches wem wen wenn wer werden wessen weshalb wie wieso
wieviel wir wird wo wofür woher wohin womit wurde zu zum zur zwischen
""",
    "fr": """
ai as au aussi aux avec avoir c ce cela ces cet cette ceux chez combien comment d dans de des doit dois dont du elle elles en entre es est
et être était fait faire faut il ils j je l la laquelle le lequel les leur leurs lui m ma mais me mes moi mon même n ne nos notre nous on
ont ou où par pas peut peux peuvent plus pour pourquoi puis qu quand que quel quelle quelles quels qui quoi s sa sans se sera ses si son
sont sous sur t ta te tes toi ton tu un une vers vos votre vous y à ça
""",
    "es": """
a al algo como con cual cuales cuando cuanto cuál cuáles cuándo cuánta cuántas cuánto cuántos cómo de debe debo del desde donde dónde e el
ella ellas ellos en entre era es esa ese eso esta estas este esto estos está están fue ha hace hacen hacer han hasta hay he la las le les
lo los me mi mis muy más ni no nos o para pero por porque puede pueden puedo que quien quién quiénes qué se ser si sin sobre son su sus sí
también te tengo tiene tienen tu tus u un una unas uno unos usted ustedes y ya yo
""",
    "pt": """
a ao aos as com como da das de debaixo deve devo do dos e ela elas ele eles em entre era essa esse esta estar este está estão eu faz fazem
fazer foi há isso isto já lhe mais mas me mesmo meu minha muito na nas nem no nos num numa não o onde ou os para pela pelas pelo pelos
pode podem por porque posso qual quais quando quanta quantas quanto quantos que quem quê se sem ser seu sobre sua são só também te tem ter
têm um uma umas uns você vocês à às é
""",
    "it": """
a ad agli ai al alla alle allo anche c che chi ci come con cosa cui d da dagli dai dal dalla dalle dallo de degli dei del della delle
dello deve devo di dove e ed era essere fa fanno fare fra gli ha hanno ho i il in io l la le lei li lo loro lui ma mi mia mie miei mio
molto ne negli nei nel nella nelle nello no noi non o ogni per perché più può possono posso qual quale quali quando quanta quante quanti
quanto quella quelle quelli quello questa queste questi questo se si sia sono su sua sue sugli sui sul sulla sulle sullo suo suoi ti tra
tu tua tuo un una uno vi voi è
""",
    "tr": """
acaba ama ben benim bir biz bu bunu da daha de değil en gibi hangi hangisi her ile ise için kaç kadar ki kim kime kimin mi mu mü mı ne
neden nedir nelerdir nerede nereden nereye niçin nasıl o olan olarak oldu olmak olur onun sen siz sonra ve veya var ya yok çok önce şu
ancak artık bana bazı bile böyle bütün hiç öyle şey
""",
    "nl": """
aan al als bij dan dat de deze die dit door een en er geen haar hebben heeft het hij hoe hoeveel ik in is je jij jullie kan kunnen maar
mag me meer met mijn moet moeten mij na naar niet nog of om onder ons ook op over te tot u uit uw van voor waar waarom wanneer was wat we
welk welke wie wij wordt worden ze zich zij zijn zo
""",
    "pl": """
a albo ale bez by być był była było co czego czemu czy czyj dla dlaczego do gdy gdzie go i ich ile ja jak jaka jaki jakie jakiego jego jej
jest jestem jeśli jeżeli już kiedy kogo komu kto która które który ma mają mam mi mnie mogą mogę moja może można mój na nad nam nas nie o
od oraz po pod przez przy się są ta tak także te tego tej ten to tu ty tym u w we z za ze że
""",
    "uk": """
а або але без бо був була було бути в вам вас ви від він вона вони воно до де для є з за зі и і із й її їх його коли кого кому куди ли на
над не ні о об під по при про та так також там те ти тим то того той у хто це цей ця ці чи чий чим чого чому що щоб як яка яке який якого
яким якою які я ми мій моя мені можна може можу скільки
""",
}


@cache
def function_words(language: str) -> frozenset[str]:
    """Those of a language (ISO 639-1), as search keeps them; none of English and Russian, whose stop words are left out altogether."""
    return frozenset(words(_FUNCTION_WORDS.get(language, "")))
