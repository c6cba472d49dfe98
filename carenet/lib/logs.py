"""What is kept out of every log line."""

import logging
import re

SECRET = re.compile(r"(/(?:join|help|calendar)/)(?!answer/|lost/)[^/\s?\"']+")


def without_secrets(text: str) -> str:
    """The same text with the secret of an invitation, of a helper's link or of a calendar taken out of every
    address in it.
    """
    return SECRET.sub(r"\1…", text)


class WithoutSecrets(logging.Filter):
    """Takes secrets out of a record's words and arguments before anything writes it."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = without_secrets(str(record.msg))
        if isinstance(record.args, tuple):
            record.args = tuple(without_secrets(one) if isinstance(one, str) else one for one in record.args)
        return True
