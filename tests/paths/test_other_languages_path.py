"""Small folders in languages that are searched without stop words, and tables of names and codes that have hardly a language."""

import pytest

from untuned.project import Project

ORDERS = "order,customer,city\n" + "".join(f"O-{1000 + at},Customer {at},{('Riga', 'Oslo', 'Bonn', 'Turin')[at % 4]}\n" for at in range(12))
STAFF = """Mitarbeiter,Abteilung,Telefon,Standort
Anna Krüger,Vertrieb,+49 30 5501,Berlin
Jens Hoffmann,Kundendienst,+49 40 1102,Hamburg
Sabine Vogt,Buchhaltung,+49 89 7703,München
"""
PRICES = """produit,prix,livraison
tournevis,4.99,3 jours
perceuse,89.00,1 semaine
gants de travail,7.50,2 jours
"""


def asked(root, files, question):
    for name, text in files.items():
        (root / name).write_text(text, encoding="utf-8")
    Project.init(root)
    with Project.open(root) as project:
        project.sync()
        return project.ask_sync(question)


@pytest.mark.parametrize(
    ("files", "question", "row"),
    [
        ({"orders.csv": ORDERS}, "What is the city of order O-1003?", "O-1003,Customer 3,Turin"),
        ({"staff.csv": STAFF}, "Welche Telefonnummer hat Jens Hoffmann?", "Jens Hoffmann,Kundendienst,+49 40 1102,Hamburg"),
        ({"staff.csv": STAFF}, "Welche Abteilung hat Sabine Vogt?", "Sabine Vogt,Buchhaltung,+49 89 7703,München"),
        ({"prix.csv": PRICES}, "Quel est le prix de la perceuse ?", "perceuse,89.00,1 semaine"),
    ],
)
def test_a_row_answers_in_a_folder_of_tables_alone(tmp_path, files, question, row):
    answer = asked(tmp_path, files, question)
    assert [citation.quote for citation in answer.citations] == [row]


def test_somebody_whom_the_table_lacks_is_nobody_else(tmp_path):
    answer = asked(tmp_path, {"staff.csv": STAFF}, "Welche Telefonnummer hat Peter Lustig?")
    assert (answer.state, answer.citations) == ("abstained", ())
    assert answer.near_miss is None or "Mitarbeiter,Abteilung" not in answer.near_miss.reason
