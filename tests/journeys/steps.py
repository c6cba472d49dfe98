"""What people do in more than one story."""

import re
from urllib.request import urlopen

from allauth.account.models import EmailAddress

from accounts.models import User
from tests.accounts.conftest import app_code
from tests.journeys.post import PostOffice, text_of
from tests.journeys.visitor import Visitor

PASSWORD = "a sentence that only one person knows"


def reads(user: User, language: str) -> User:
    """This user reads this language, and has a password to type."""
    user.language = language
    user.set_password(PASSWORD)
    user.save(update_fields=["language", "password"])
    EmailAddress.objects.get_or_create(user=user, email=user.email, verified=True, primary=True)
    return user


def sign_in(one: Visitor, user: User, *, app: str = "") -> None:
    """By password, and with the code of an app where the account has one."""
    one.open("/accounts/login/")
    one.fill("login", user.email)
    one.fill("password", PASSWORD)
    one.press("Sign in")
    if app:
        one.sees("The second step")
        one.fill("code", app_code(app))
        one.press("Sign in")
    one.sees("Today")


def sign_up(one: Visitor, post: PostOffice, name: str, address: str) -> None:
    """From the front page to an account, with the code from the mail."""
    one.open("/")
    one.sees("Care is something people do together")
    one.follow("Make an account")
    fill_in_account(one, name, address)
    code = re.search(r"^    (\S+)$", text_of(post.to(address)), re.MULTILINE)
    assert code is not None
    one.fill("code", code[1])
    one.press("Go on")


def fill_in_account(one: Visitor, name: str, address: str) -> None:
    """The page that makes an account."""
    one.fill("name", name)
    one.fill("email", address)
    one.fill("password1", PASSWORD)
    one.press("Make my account")


def link_for(post: PostOffice, address: str) -> str:
    """The link in the newest invitation to this address."""
    found = re.search(r"^(http\S+/join/\S+)$", text_of(post.to(address)), re.MULTILINE)
    assert found is not None
    return found[1]


def a_scanner_opens(link: str) -> None:
    """What some mail programs do with every link before anybody reads the mail."""
    for _time in range(2):
        with urlopen(link, timeout=10) as page:  # noqa: S310 - our own house on this machine
            assert page.status == 200
