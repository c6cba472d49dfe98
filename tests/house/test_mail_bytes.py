"""A mail written without the email package is read by the email package as it was meant."""

from email import message_from_bytes, policy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carenet.lib.mail import BadAddress, Mail, address

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=300)
WORDS = st.text(st.characters(categories=["L", "N", "P", "Zs"]), min_size=1, max_size=120)


def read(mail: Mail) -> tuple[str, str, str]:
    """Subject, text and HTML as a mail program sees them."""
    content = mail.as_bytes()
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 998
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    message = message_from_bytes(content, policy=policy.default)
    text, html = (plain(part.get_content()) for part in message.iter_parts())
    return str(message["Subject"]), text, html


def plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


@settings(max_examples=150, deadline=None)
@given(WORDS, TEXT, TEXT)
def test_what_goes_in_comes_out(subject: str, text: str, html: str) -> None:
    subject = " ".join(subject.split()) or "-"
    seen = read(Mail("ann@example.org", subject, text, html, "1@example.org"))
    assert " ".join(seen[0].split()) == subject
    assert seen[1].rstrip("\n") == plain(text).rstrip("\n")
    assert seen[2].rstrip("\n") == plain(html).rstrip("\n")


def test_long_lines_dots_and_letters_with_marks() -> None:
    text = ".\n..\n.een\n" + "é" * 3000 + "\n" + "x" * 3000 + "\nFrom here = 100% \t\n"
    assert read(Mail("ann@example.org", "Hé", text, text))[1] == text


def test_a_header_has_one_line() -> None:
    with pytest.raises(ValueError, match="one line"):
        Mail("ann@example.org", "a\nBcc: eve@example.org", "", "").as_bytes()


@pytest.mark.parametrize(
    "text", ["", "ann", "ann@", "@b", "a b@c.org", "a@b.org\nRCPT TO:<x@y.org>", "<a@b.org>", "jörg@b.org"]
)
def test_no_address(text: str) -> None:
    with pytest.raises(BadAddress):
        address(text)


def test_an_address() -> None:
    assert address(" ann+x@sub.example.org ") == "ann+x@sub.example.org"
    assert address("ann@bücher.example") == "ann@xn--bcher-kva.example"
