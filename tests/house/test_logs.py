"""What is kept out of every log line."""

import logging

from carenet.lib.logs import WithoutSecrets, without_secrets


def test_the_secret_of_an_invitation_never_reaches_a_log_line() -> None:
    record = logging.LogRecord(
        "django.request", 30, "", 0, "%s: %s", ("Not Found", "/join/s3cret-token/"), None
    )
    assert WithoutSecrets().filter(record)
    assert record.getMessage() == "Not Found: /join/…/"


def test_other_addresses_stay_readable() -> None:
    assert (
        without_secrets("GET /join/answer/ and /join/ and /people/")
        == "GET /join/answer/ and /join/ and /people/"
    )
