"""A post office on this machine: receives what a house really sends by SMTP, and keeps it to be read."""

from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread

from carenet.lib import smtp


class Counter(StreamRequestHandler):
    """One conversation with a mail program."""

    server: "PostOffice"

    def handle(self) -> None:
        self.say("220 post office")
        while line := self.rfile.readline():
            word = line[:4].strip().upper()
            if word == b"DATA":
                self.say("354 go on")
                self.server.letters.append(message_from_bytes(self.letter(), policy=policy.default))
            self.say("221 goodbye" if word == b"QUIT" else "250 well")
            if word == b"QUIT":
                return

    def letter(self) -> bytes:
        """The lines until a lone full stop; a line that begins with one had another put before it."""
        lines = iter(self.rfile.readline, b".\r\n")
        return b"".join(line.removeprefix(b".") if line.startswith(b"..") else line for line in lines)

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


class PostOffice(ThreadingTCPServer):
    """``letters`` holds every mail that came, oldest first."""

    letters: list[EmailMessage]
    daemon_threads = True

    def to(self, address: str) -> EmailMessage:
        """The newest letter to this address; fails the test when there is none."""
        found = [letter for letter in self.letters if letter["To"] == address]
        assert found, f"no mail came for {address}, only for {[letter['To'] for letter in self.letters]}"
        return found[-1]


@contextmanager
def open_office() -> Iterator[PostOffice]:
    """A post office at a free port of this machine, closed again at the end."""
    with PostOffice(("127.0.0.1", 0), Counter) as office:
        office.letters = []
        thread = Thread(target=office.serve_forever, args=[0.05])
        thread.start()
        try:
            yield office
        finally:
            smtp.hang_up()
            office.shutdown()
            thread.join()


def text_of(letter: EmailMessage) -> str:
    """The plain words of a letter."""
    body = letter.get_body(("plain",))
    assert body is not None
    return "\n".join(str(body.get_content()).splitlines())
