"""Every sentence in every language: complete, with the same blanks, and in Dutch short and plain."""

import re
import statistics
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Message
from django.test import Client

from bin import messages
from tests import factories as make
from tests.cast import Cast
from tests.networks.browsing import browser

BLANK = re.compile(r"%\(\w+\)[sd]|%%|%[sd]")
SENTENCE = re.compile(r"[.!?…:](?:\s|$)|\n\s*\n|\n\s*(?=[-–•*])")
WORD = re.compile(r"[^\W\d_]+(?:['’\-@.][^\W\d_]+)*|%\(\w+\)s|\d+")
NEVER = re.compile(
    r"\b(patiënt\w*|casus\w*|casuïstiek|compliance|no-?show\w*|je|jij|jou|jouw|jullie|jezelf)\b",
    re.IGNORECASE,
)
LONGEST, MEAN = 20, 12
"""Words in one Dutch sentence, and on average in sentences that are more than a label."""


@pytest.fixture(scope="module", params=messages.LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def said(language: str) -> Iterator[tuple[Message, str]]:
    """Every message with each of its forms in this language."""
    for message in messages.kept(language):
        if message.id:
            forms = message.string if isinstance(message.string, (list, tuple)) else [message.string]
            yield from ((message, form) for form in forms)


def sentences(text: str) -> Iterator[list[str]]:
    """The sentences of a text as words; marks of a mail or a template are no words."""
    plain = re.sub(r"<[^>]+>|\{[^}]+\}", " ", text)
    for sentence in SENTENCE.split(plain):
        words = WORD.findall(sentence)
        if words:
            yield words


def test_nothing_is_missing_and_nothing_is_left_over(language: str) -> None:
    assert messages.missing(language) == []
    assert messages.unused(language) == []


def test_every_translation_has_the_blanks_of_its_sentence(language: str) -> None:
    wrong = []
    for message in messages.kept(language):
        if not message.id:
            continue
        asked = message.id if isinstance(message.id, (list, tuple)) else [message.id]
        given = message.string if isinstance(message.string, (list, tuple)) else [message.string]
        blanks = [set(BLANK.findall(text)) for text in asked]
        may, must = set.union(*blanks), blanks[-1]
        for number, text in enumerate(given):
            found = set(BLANK.findall(text))
            if (
                found - may
                or (number == len(given) - 1 and must - found)
                or (len(given) == 1 and found != may)
            ):
                wrong.append((text, sorted(may), sorted(found)))
    assert not wrong


def test_tags_and_entities_survive_translation(language: str) -> None:
    tags = re.compile(r"</?\w+|&\w+;")
    wrong = [
        text
        for message, text in said(language)
        if sorted(tags.findall(text))
        != sorted(tags.findall(message.id if isinstance(message.id, str) else message.id[-1]))
    ]
    assert not wrong


def test_words_this_house_does_not_say() -> None:
    assert not [text for _message, text in said("nl") if NEVER.search(text)]


def test_dutch_sentences_are_short() -> None:
    every = [words for _message, text in said("nl") for words in sentences(text)]
    long = [" ".join(words) for words in every if len(words) > LONGEST]
    assert not long, "\n".join(long)
    whole = [len(words) for words in every if len(words) > 3]
    assert statistics.mean(whole) <= MEAN


@pytest.mark.parametrize("code", ["en", "nl"])
def test_pages_speak_the_language_of_their_reader(cast: Cast, code: str) -> None:
    cast.bram.language = code
    cast.bram.save(update_fields=["language"])
    other = "nl" if code == "en" else "en"
    client = browser(cast.bram)
    rest = ("", "people/", "needs/", "notes/", "settings/", "who-looked/", "invitations/", "import/")
    inside = [f"/networks/{cast.network.pk}/{place}" for place in rest]
    for address in ("/", "/networks/", "/start/", "/import/", "/join/", "/me/", "/help/", "/about/", *inside):
        page = client.get(address, headers={"accept-language": other})
        assert f'<html lang="{code}">' in page.content.decode(), address
    page = Client().get(f"/networks/{cast.other.pk}/nothing/", headers={"accept-language": code})
    assert f'lang="{code}"' in page.content.decode()


@pytest.mark.parametrize("code", ["en", "nl"])
@pytest.mark.django_db
def test_the_signed_out_read_what_their_browser_asks_for(code: str) -> None:
    for address in ("/", "/accounts/login/", "/accounts/signup/", "/join/", "/help/", "/demo/"):
        page = Client().get(address, headers={"accept-language": f"{code},fr;q=0.5"})
        assert f'<html lang="{code}">' in page.content.decode(), address
    make.make_user()
    page = Client().get("/", headers={"accept-language": "de"})
    assert '<html lang="en">' in page.content.decode()
