"""Courtesies around a question are no part of it, and words of asking count however they are spelled."""

import pytest

from untuned.text.plain_questions import plain_question


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("hi, what is the gate code? thanks", "what is the gate code?"),
        ("hello what is the gate code", "what is the gate code"),
        ("Hello! I was wondering what the gate code is.", "what the gate code is."),
        ("Good morning, I have a quick question: how long is the warranty? Kind regards, Ben", "how long is the warranty?"),
        ("can you tell me how much the plan costs please", "how much the plan costs"),
        ("Could you please let me know when it opens?", "when it opens?"),
        ("Do you happen to know where the van is?", "where the van is?"),
        ("I'd like to know what the trial costs", "what the trial costs"),
        ("pls tell me the gate code", "the gate code"),
        ("u know the gate code?", "the gate code?"),
        ("what is the price, please?", "what is the price?"),
        ("Hello team,\nhow do I reset my password?\nBest regards,\nAnna", "how do I reset my password?"),
        ("Sorry to bother you, where is the van?", "where is the van?"),
        ("whats the gate code", "what is the gate code"),
        ("hows the coffee made", "how is the coffee made"),
        ("waht is a suspense account", "what is a suspense account"),
        ("wich plan costs 90 EUR", "which plan costs 90 EUR"),
        ("how mutch does it cost", "how much does it cost"),
        ("how much dose it cost", "how much does it cost"),
        ("Здравствуйте! Подскажите, пожалуйста, сколько стоит тариф Про? Спасибо!", "сколько стоит тариф Про?"),
        ("Скажите пожалуйста во сколько вы открываетесь", "во сколько вы открываетесь"),
        ("Добрый день, хотела бы узнать, есть ли доставка", "есть ли доставка"),
        ("Добрый день! Как оформить возврат?\nС уважением,\nАнна", "Как оформить возврат?"),
        ("скока стоит хлеб", "сколько стоит хлеб"),
    ],
)
def test_a_question_is_read_without_the_courtesies_around_it(typed, asked):
    assert plain_question(typed) == asked


@pytest.mark.parametrize(
    "typed",
    [
        "What is the gate code?",
        "Hello Kitty mugs: what do they cost?",
        "Hi-Fi speakers price?",
        "thank you cards price",
        "What are regards?",
        "How do I say please?",
        "Tell me about the warranty",
        "Do you know Python?",
        "Could you tell me if dogs are allowed?",
        "Can I bring my dog?",
        "Where does the dose stand?",
        "What dose is safe?",
        "how much dose is there?",
        "How DoS attacks are mitigated",
        "HW requirements?",
        "Wat is een steunkleur?",
        "Wen betrifft das?",
        "Wen Jiabao was born when?",
        "WHOs guidelines",
        "May I ask a colleague to stand in?",
        "Can someone let the dog out?",
        "Could you inform the landlord?",
        "Do you know my password?",
        "Hello Kitty, what is the price?",
        "What is the Japanese word for please?",
        "Which button is labelled: Please?",
        "Which sitcom: Cheers?",
        "Please Please Me: who sang it?",
        "hi",
        "Thanks!",
        "please",
        "Спасибо",
        "",
        "hi, " + "x" * 2000,
    ],
)
def test_what_is_no_courtesy_stays(typed):
    assert plain_question(typed) == typed
