"""Given names by which a text's people are told from its places and products: common ones of many countries, in two scripts."""

from __future__ import annotations

from untuned.rag.verify.scope.named import plain

_LATIN = """
aaron abdul abena abigail ada adam adrian agnes agnieszka ahmed aino aisha alan alba albert alejandro aleksandr aleksei alena
alessandro alex alexander alexandra alexei alexis ali alice alicia alina alison allison ama amanda amara amelia amina amir amit amy
ana ananya anastasia anders andre andrea andreas andrei andrew andrey andris andrzej angela anil anita anja ann anna anne annika
anthony anton antonio anya aoife ariana arjun artem arthur arun ashley astrid audrey avi ayse barbara beatrice beatriz ben bence
benjamin bernard beth bianca bjorn bogdan boris brandon brenda brian bridget bronwyn bruce camila carl carla carlos carmen carol
caroline catalina catherine cecilia charles charlotte chen chinwe chloe chris christina christine christopher ciara claire clara
claudia colin connor craig cristina cynthia daniel daniela danielle darya david deborah deepa deepak denis dennis diana diego
dimitra dimitri dmitri dmitry dominic donald donna dorothy douglas dragan dylan edith edward eero eileen eleanor elena eleni elias
elif elina eline elisa elizabeth ella ellen emeka emilia emiliano emily emma emre eoin eric erik erika ernest esther ethan eva
evelyn evgeny ewa ewan fatima fatma federico felix femke fernando fiona florian frances francesca francesco francis francisco fred
frederick freja gabriel gabriela gareth gary george gerald gerard giedre giovanni giulia gloria goran graham greg gregory greta
guadalupe guido gustav gwen hamish hana hannah hans harold harriet harry haruto hassan heather hector heidi helen helena helga
henrik henry hiroshi howard hugh hugo ian ibrahim ida ieva ignacio igor ilya imran ines ingrid irene irina isaac isabel isabella
isla istvan ivan ivana jack jacob jacqueline jakub james jamie jana jane janet janis jason javier jean jeffrey jelena jennifer jenny
jeremy jeroen jessica jesus jill jiri jisoo joan joana joanna joao joaquin joe johan johanna johannes john jonas jonathan joost
jorge jose josef joseph joshua joyce juan judith judy juha julia julian julie juliet jun kaisa karen karim karin karl karolina kasia
katarina kate katherine kathleen katia katja katya kavya keith kelly kenji kenneth kenta kevin khalid kim kirill klaus kofi kostas
krishna kristina kurt kwame kyle lachlan lakshmi lars lasse laszlo laura lauren laurence layla leah lee leila lena leo leon leonard
leonid leonie lerato lesley leslie lewis liam lidia linda linh lisa logan lorenzo louis louise lucas lucia lucy luis lukas lukasz
luke lydia lyudmila maarten madeleine maija maksim malcolm malgorzata manuel marc marcel marco marcus marek margaret maria mariam
marie marina mario marion marlene marta martha martin martina mary mateo matias matthew matthias maureen maurice maxim maya meera
megan mehmet mei melanie melissa michael michel michelle miguel mikhail mikkel mila milan milos ming minh minho miriam mohamed
mohammed moira monica moshe muhammad mustafa nabil nadia nadine nadja nancy naomi natalia natalie natasha nathan neha neil ngozi
niamh nicholas nicola nicolas nicole niels nigel nikhil nikita nikola nikolai nikolay nikos nina noa noah noor nora norman nuria
obinna oksana olaf oleg olga oliver olivia omar oscar otto owen pablo pamela paolo patricia patrick paul paula pauline pavel pedro
peter petr petra philip philippe phoebe pierre piotr polina pooja priya rachel rafael rahul raj rajesh ralph ramon rania raquel ravi
raymond rebecca regina renata renate rhys ricardo richard rita robert roberta roberto rodrigo roger rohan roland roman ronald rosa
rosemary ross roxana roy rudolf rui ruslan russell ruth ryan sabine sakura sally salma samantha samir samuel sandra sanjana sanjay
sanne sara sarah scott sean sebastian seojun sergei sergey sharon sheila shira shirley shreya signe silvia simon siobhan sipho sofia
sonia sophia sophie soren stanislav stefan stella stephanie stephen steve steven stuart sunita suresh susan suzanne sven svetlana
sylvia takashi tamara tanja tanya tara tariq tatiana teresa thabo theo theodore theresa thiago thomas thuy tiago tihomir tim timothy
tina tobias todd tom tomas tomasz tony tracy tuan tuula ulrich ursula vaclav vadim valentin valentina valeria valerie vanessa vera
vernon veronica victor victoria vijay vikram viktor vincent vitaly vladimir walter wanda wei wendy werner wilhelm william wojciech
xavier ximena xin yael yana yara yasmin yasmine yiannis yuki yulia yuri yusuf yves yvonne zachary zahra zainab zdenek zeynep zhang
zoe zofia zoltan
"""
_CYRILLIC = """
александр александра алексей алена алиса алина алла альберт альбина анастасия анатолий ангелина андрей анжела анна антон антонина
аркадий арина арсений артем артур богдан борис вадим валентин валентина валерий валерия варвара василий василиса вера вероника
виктор виктория виталий владимир владислав вячеслав галина геннадий георгий герман глеб григорий дарья даниил данила денис диана
дмитрий евгений евгения егор екатерина елена елизавета ефим жанна захар зинаида зоя иван игнат игорь илья инна иннокентий ирина
карина кирилл клавдия константин ксения лариса лев льва лидия лилия любовь людмила макар максим маргарита марина мария марк марта
матвей милана мирон михаил надежда наталия наталья никита николай нина оксана олег олеся ольга павел павла павлу петр полина прохор
раиса рената римма роман руслан савелий светлана святослав семен сергей софия софья станислав степан тамара тарас татьяна тимофей
тимур ульяна федор филипп эдуард элина эльвира эмма эрик юлия юрий яков яна ярослав анну анны маша саша дима катя лена наташа таня
томас петер джон мэри джеймс майкл дэвид роберт уильям ричард чарльз джозеф питер анке ганс фриц жан пьер мартин ингрид
"""
_RUSSIAN_ENDINGS = ("", "а", "я", "у", "ю", "ы", "и", "е", "ь", "й", "ой", "ей", "ом", "ем", "ою", "ею")
_BASES = frozenset(base for name in _CYRILLIC.split() for base in (name, name[:-1] if name[-1] in "аяйь" else name))
_LATIN_NAMES = frozenset(_LATIN.split())


def is_given(word: str) -> bool:
    """True for a given name, in any Russian case, with or without accents and a possessive `'s`."""
    low = word.lower().replace("ё", "е").removesuffix("'s").removesuffix("’s")
    if low.isascii():
        return low in _LATIN_NAMES
    if "а" <= low[0] <= "я":
        return any(low.endswith(ending) and low[: len(low) - len(ending)] in _BASES for ending in _RUSSIAN_ENDINGS)
    return plain(low) in _LATIN_NAMES
