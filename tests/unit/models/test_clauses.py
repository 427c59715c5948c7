"""What is asked of contracts, and whether a sentence tells it."""

import pytest

from timing import assert_grows_with_length
from untuned.models.reader.clauses import clause_asked


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("When does the lease expire?", "term"),
        ("When will the Harrow Lifts service agreement run out?", "term"),
        ("Until when is the contract in force?", "term"),
        ("How long is the lease of the workshop?", "term"),
        ("What is the term of the reseller agreement?", "term"),
        ("Когда истекает договор аренды?", "term"),
        ("На какой срок заключён договор аренды?", "term"),
        ("До какого числа действует полис?", "term"),
        ("When does the course end?", None),
        ("When is the rent due under the lease?", None),
        ("До какого числа вносится плата по договору аренды?", None),
        ("How long is the warranty of the toaster?", "duration"),
        ("Какой гарантийный срок у чайника?", "duration"),
        ("How long is the pool?", None),
        ("How much notice is needed to leave?", "notice"),
        ("За сколько дней нужно предупредить о выезде?", "notice"),
        ("How much notice is needed to end the renewal of the lease?", "renewal"),
        ("Can the tenant terminate the lease without cause?", "at will"),
        ("Может ли арендатор расторгнуть договор без объяснения причин?", "at will"),
        ("Can I cancel without a fee?", None),
        ("Is there a cap on liability?", "liability"),
        ("Как ограничена ответственность исполнителя?", "liability"),
        ("Who is liable for damage to the boats?", None),
        ("Which law governs the lease?", "law"),
        ("Какое право применяется к договору?", "law"),
        ("Can we assign the agreement?", "assignment"),
        ("Can I transfer files?", None),
    ],
)
def test_what_is_asked_of_a_contract_is_known_by_its_wording(question, kind):
    asked = clause_asked(question)
    assert (asked and asked.kind) == kind


def tells(question: str, sentence: str) -> bool:
    asked = clause_asked(question)
    assert asked is not None
    return asked.told_by(sentence)


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("This Agreement shall remain in force until 31 May 2027.", True),
        ("The term of this Agreement shall be eighteen (18) months.", True),
        ("This Agreement shall commence on the Effective Date and shall continue for ten (10) Contract Years.", True),
        ("Term: three years from the first delivery", True),
        ("Memberships run from 1 January to 31 December.", True),
        ("Sections 5 and 6 shall survive the expiration of this Agreement for two years.", False),
        ("Upon expiration of this Agreement each party shall pay within thirty days.", False),
        ("Either party may terminate this Agreement upon thirty days' notice.", False),
        ("This Agreement is made on 1 April 2020 between the parties.", False),
        ("Договор действует до 31 мая 2027 года.", True),
        ("Настоящий договор заключён сроком на 11 месяцев.", True),
        ("После прекращения договора ключи возвращаются в течение трёх дней.", False),
        ("Арендная плата по договору вносится до пятого числа каждого месяца.", False),
    ],
)
def test_a_term_is_told_by_how_long_a_contract_holds(sentence, told):
    assert tells("When does the agreement expire?", sentence) is told


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Supplier warrants for a period of twelve (12) months that the goods are free from defects.", True),
        ("The kiln comes with a 5-year warranty.", True),
        ("The warranty lasts for the lifetime of the tool.", True),
        ("Supplier makes no warranty of fitness for a particular purpose.", False),
        ("A breach of warranty has to be reported within ten days.", False),
        ("The warranty ends where it is terminated upon thirty days' notice.", False),
    ],
)
def test_how_long_a_warranty_is_is_told_by_a_time_that_is_no_deadline(sentence, told):
    assert tells("How long is the warranty?", sentence) is told


@pytest.mark.parametrize(
    ("question", "sentence", "told"),
    [
        ("Can we end the contract without cause?", "Either party may terminate this Agreement for any reason upon 60 days' notice.", True),
        ("Can we end the contract without cause?", "The Customer may terminate at any time upon thirty (30) days' written notice.", True),
        ("Can we end the contract without cause?", "Either party may terminate at any time if the other is in breach.", False),
        ("Can we end the contract without cause?", "Upon termination for any reason all copies shall be returned.", False),
        ("Можно ли расторгнуть договор без причины?", "Заказчик вправе в любое время отказаться от договора.", True),
        ("Is liability limited?", "In no event shall either party be liable for any indirect or consequential damages.", True),
        ("Is liability limited?", "7. Limitation of liability.", False),
        ("Is liability limited?", "Hydron shall maintain liability insurance with limits of liability of at least one million.", False),
        (
            "Is liability limited?",
            "Nothing here binds Harrow Lifts, which is a limited liability company in good standing and liable to none.",
            False,
        ),
        ("Which law governs the lease?", "This lease shall be construed in accordance with the laws of Ohio.", True),
        ("Which law governs the lease?", "The tenant complies with all laws and orders of the city.", False),
        ("Can we assign the agreement?", "The Customer may not transfer its rights under this Agreement without consent.", True),
        ("Can we assign the agreement?", "The Developer hereby assigns all rights in the work to the Client.", False),
        ("How much notice is needed to stop the renewal?", "It renews for one year unless notice is given 60 days before its end.", True),
        ("How much notice is needed to stop the renewal?", "A breach has to be cured within thirty days from notice.", False),
    ],
)
def test_other_clauses_are_told_by_what_they_say(question, sentence, told):
    assert tells(question, sentence) is told


@pytest.mark.parametrize(
    ("question", "part"),
    [
        ("When does the agreement expire?", "this agreement begins "),
        ("When does the agreement expire?", "the term of this lease shall "),
        ("Когда истекает договор?", "договор действует по "),
        ("How long is the warranty?", "warranty of two "),
        ("How much notice is needed to stop the renewal?", "notice of two days "),
        ("Can we end the contract without cause?", "may at any time with two days "),
        ("Is liability limited?", "limited liability insurance not "),
        ("Which law governs the lease?", "governed by "),
        ("Can we assign the agreement?", "may not assign "),
        ("Who are the parties to the lease?", "made between "),
    ],
)
def test_long_texts_take_time_in_proportion_to_their_length(question, part):
    asked = clause_asked(question)
    assert asked is not None
    assert_grows_with_length(asked.told_by, part * 200, part * 800)
