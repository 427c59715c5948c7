"""Russian verbs whose stems differ within their first letters: `открыть` and `откроется` are one, `оплата` is of `оплачивать`.

No stemmer joins them. Verbs of a closed list by their forms behind each prefix, all others by the consonants that alternate.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from untuned.text.regex import regex
from untuned.text.words import terms

# One line a root: its prefixes, then its forms behind them.
_VERBS_TEXT = """
от за на рас с по: крыть кроет кроют кройте крывает крыт крыта крыто крытие
вы до за из на о от под пере про с у: йти йдет йдут йдите шел шла шли шло ходит ходят ход шедший
за на по под при с у от вос об до: нять нимает нял нята нято нят нятый нятие
за на по под при с об: ймет ймут
при: мет мут ем ема
с под от: нимет нимут
на: чать чнет чнут чнется чинает чал чала чало
вы за на о об от с при: звать зовет зовут зывает зван звана зыв
вы до за на о от пере по под при раз с со у из: брать берет берут берите бирает бор брал
со из разо обо подо ото: берет берут берите брать брал
вы за на о от по под при про раз с у пере об: жать жмет жмут жмите жимает жат жата
вы до за на о от по под пере при про с у раз: дать даст дадут дает дают дал дала дан дана дано дали дача дайте
в вы до за на о от пере по под при про с у раз: нести несет несут нес несла носит носят нос несен несена
в вы до за на о от пере по под при про с у раз: везти везет везут вез везла возит возят воз
в вы до за на о от пере по под при про с у раз: вести ведет ведут вел вела водит водят вод веден ведена
вы до за о от пере по под при рас с на до: слать шлет шлют шлите сылает слан слана сылка
вы до за на о от пере по под при с у раз: писать пишет пишут пишите писал писан писана
за на о от пере по под при до у с ука: казать кажет кажут кажите казывает казан казана каз
вы до за на о от пере по под при с рас у: платить плачу платит платят плачивает плата плачен плачена
до о пере по при рас за: ставаться станется стался сталась
в вы до за о от пере по под при рас с у об: стать станет станут стает встает
вы за о от под при пере по у раз: мыть моет моют моют мойте мывает мыт мыта
о за про у: стыть стынет стынут стывает стыл
вы за о от под при пере по у раз с: рвать рвет рвут рывает рван
вы за на о от по под при пере про с у: тереть трет трут тирает терт
вы за на об от по под при пере про с у: лить льет льют ливает лит лита
за на об от по под при пере про с у вы: бить бьет бьют бивает бит бита
за на по под при пере про с у вы до: пить пьет пьют пивает
за на по под при пере про с у вы до: шить шьет шьют шивает шит шита
за на по под при пере про с у вы до из из: жить живет живут живает жил жила
при у на по до за вы от: ехать едет едут езжает ехал езд
"""
_APART_TEXT = """
взять возьмет возьмут возьмите взял взята
прийти придет придут пришел пришла пришли приходит приход придите
платить плачу платит платят платеж плата
вернуть вернет вернут вернется возвращает возврат возвращен возвращена верните
найти найдет найдут нашел нашла нашли находит найден найдена найдите
сесть сядет садится
лечь ляжет ложится
стать станет становится стал
спросить спросит спрашивает спрашивать
купить купит куплю куплен куплена покупает покупка
сломать сломается сломался ломается сломан сломана поломка
починить починит починили чинит чинили починен
позвонить позвонит звонит звонить позвоните звоните
хранить хранит хранят хранится хранение
"""
_ALTERNATING = (
    ("ст", "щ"),
    ("ск", "щ"),
    ("т", "ч"),
    ("т", "щ"),
    ("к", "ч"),
    ("д", "ж"),
    ("з", "ж"),
    ("г", "ж"),
    ("с", "ш"),
    ("х", "ш"),
    ("б", "бл"),
    ("п", "пл"),
    ("в", "вл"),
    ("м", "мл"),
)
"""Ends of a root before most endings, and before the others."""
_ENDINGS = ("а", "ен", "ет", "ива", "ыва")
"""What a stem may keep behind its root."""
_ENDED = regex(r"(.{3,}?)(?:ива|ыва|ен|ет|а|и)")
_SHORTEST = 4
_SHORT_STEMS = frozenset(("ост", "куп", "чин"))
"""Shorter stems of the listed verbs that are hardly ever another word's, as `пол` and `зал` are."""
_LONGER = 5
"""Letters of a root from which on `т` and `к` alternate: `свет` is not of `свеча`."""
_VOWEL = regex("[оа](?=[^аеиоуыэюя]*$)")
"""The last vowel of a root, which before `-ивать` is `а` where it may be `о` elsewhere."""


def verb_stems(stem: str) -> frozenset[str]:
    """The stems of a verb's other forms, as `terms` makes them; not each is a word's: they only have to meet those that are."""
    if not "а" <= stem[:1] <= "я":
        return frozenset()
    listed = _listed().get(stem)
    return (listed or frozenset(_alternating(stem))) - {stem}


def _alternating(stem: str) -> Iterator[str]:
    """The stems that alternation makes: `оплачива` of `оплат`, `закаж` of `заказа`, `спрос` of `спрашива`."""
    ended = _ENDED.fullmatch(stem)
    for root in {stem, ended[1] if ended else stem}:
        if len(root) < _SHORTEST:
            continue
        yield from (_VOWEL.sub("а", root) + "ива", _VOWEL.sub("а", root) + "ыва", _VOWEL.sub("о", root))
        for ground, before in _ALTERNATING:
            if root.endswith(ground) and len(root) >= (_LONGER if ground[-1] in "тк" else _SHORTEST):
                other = root.removesuffix(ground) + before
                yield from (other + ending for ending in _ENDINGS)
                yield from (_VOWEL.sub("а", other) + ending for ending in ("ива", "ыва"))
                yield from (other,) if len(root) > _SHORTEST else ()
            if root != stem and root.endswith(before):
                other = root.removesuffix(before) + ground
                yield from (other, other + "а", _VOWEL.sub("о", other))


@cache
def _listed() -> Mapping[str, frozenset[str]]:
    """Each stem of the listed verbs -> all stems of its verb."""
    found: dict[str, frozenset[str]] = {}
    for line in _VERBS_TEXT.strip().splitlines():
        prefixes, forms = (part.split() for part in line.split(":"))
        for prefix in prefixes:
            _join(found, [prefix + form for form in forms])
    for line in _APART_TEXT.strip().splitlines():
        _join(found, line.split())
    return found


def _join(found: dict[str, frozenset[str]], forms: Iterable[str]) -> None:
    """Add the stems of one verb's forms; a stem that is another verb's too has those of both."""
    stems = frozenset(
        stem for stem in terms(" ".join(forms), language="ru", stop_words=False) if len(stem) >= _SHORTEST or stem in _SHORT_STEMS
    )
    for stem in stems:
        found[stem] = found.get(stem, frozenset()) | stems
