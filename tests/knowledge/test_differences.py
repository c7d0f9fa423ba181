import time

from knowledge import differences
from knowledge.models import ArticleText


def marked(before: str, after: str) -> str:
    """Draw the difference as one line: [what went] {what came}."""
    signs = {"same": "{}", "gone": "[{}]", "new": "{{{}}}"}
    pieces = differences.words(before, after)
    return "".join(signs[piece.kind].format(piece.text) for piece in pieces)


def test_only_the_words_that_differ_are_marked():
    assert marked("The norm is 3 900 kronor.", "The norm is 4 100 kronor.") == (
        "The norm is [3 900]{4 100} kronor."
    )


def test_words_are_put_in_and_taken_out():
    assert marked("Call us.", "Call us today.") == "Call us{ today}."
    assert marked("Call us today.", "Call us.") == "Call us[ today]."


def test_signs_beside_a_word_that_differs_stay_in_a_long_text_too():
    words = "En, två, tre och fyra. " * 40

    assert marked(words + "År 2026, i kronor.", words + "År 2027, i kronor.") == (
        words + "År [2026]{2027}, i kronor."
    )


def test_what_browsers_do_to_the_ends_of_lines_is_no_difference():
    assert marked("One\nTwo\n", "One\r\nTwo") == "One\nTwo"
    before = ArticleText(title="Hur?", body="One\nTwo\n")
    after = ArticleText(title="Hur?", body="One\r\nTwo")
    assert differences.between(before, after) == []


def test_scripts_without_spaces_between_words_and_right_to_left_ones_are_compared_too():
    assert marked("المعيار 3900", "المعيار 4100") == "المعيار [3900]{4100}"


def test_only_fields_that_differ_are_listed():
    before = ArticleText(title="Hur?", short_answer="Så.", body="A")
    after = ArticleText(title="Hur?", short_answer="Så här.", body="B")

    assert [each.name for each in differences.between(before, after)] == ["short_answer", "body"]


def test_the_longest_texts_are_compared_in_no_time():
    before = "samma ord om och om igen " * 800
    begun = time.process_time()

    list(differences.words(before, before.replace("om igen", "en gång till", 300)))

    assert time.process_time() - begun < 2
