"""A mail server that keeps nothing but a line for each mail: the other end of a bench, and of tests.

It speaks enough SMTP (PIPELINING, 8BITMIME, enhanced codes) for any client. Told so, it refuses, stalls, and
hangs up, each every so many mails; by its address somebody is unknown, busy or unwelcome. Alone it is a
process: ``python -m bench.sink FILE '{"refuse": 3}'`` prints its port and writes accepted mails to FILE.
"""

import asyncio
import json
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
MESSAGE_ID = re.compile(rb"^Message-ID: <(.*)>\r$", re.MULTILINE | re.IGNORECASE)
UNKNOWN, BUSY, UNWELCOME = b"unknown", b"busy", b"unwelcome"
"""With these an address begins that the server refuses: for good, for now, and because of a rule."""
ANSWERS = {
    UNKNOWN: b"550 5.1.1 No such user here\r\n",
    BUSY: b"451 4.2.1 Try again later\r\n",
    UNWELCOME: b"550 5.7.1 We do not want this\r\n",
}


@dataclass(slots=True)
class Faults:
    """Every how many mails the server does what (0: never). ``stall``: it answers after ``seconds``, with
    a no. ``hang_up``: it accepts, says so, and hangs up. ``swallow``: it accepts and hangs up without a word.
    """

    refuse: int = 0
    reject: int = 0
    stall: int = 0
    seconds: float = 2.0
    hang_up: int = 0
    swallow: int = 0
    pipelining: bool = True


@dataclass(slots=True)
class Accepted:
    """One mail that the server took: from which connection, whose, whether it said so, and when."""

    connection: int
    message_id: str
    to: str
    said: bool
    at: float = 0.0
    content: bytes = b""


@dataclass(slots=True)
class Sink:
    """What the server does, and what it took."""

    faults: Faults = field(default_factory=Faults)
    take: Callable[[Accepted], None] = lambda mail: None
    port: int = 0
    mails: int = 0
    connections: int = 0
    open: set["_Connection"] = field(default_factory=set)

    async def serve(self, ready: Callable[[], None]) -> None:
        """Listen until cancelled."""
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: _Connection(self), "127.0.0.1", self.port)
        self.port = server.sockets[0].getsockname()[1]
        ready()
        async with server:
            await server.serve_forever()


class _Connection(asyncio.Protocol):
    def __init__(self, sink: Sink) -> None:
        self.sink, self.buffer, self.in_mail, self.stalling = sink, bytearray(), False, False
        self.to: list[bytes] = []
        self.answers = bytearray()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport: asyncio.Transport = transport  # type: ignore[assignment]
        self.sink.connections += 1
        self.number = self.sink.connections
        self.sink.open.add(self)
        self._say(b"220 sink ESMTP\r\n")
        self._flush()

    def connection_lost(self, exc: Exception | None) -> None:
        self.sink.open.discard(self)

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        self._read()
        self._flush()

    def _say(self, answer: bytes) -> None:
        self.answers += answer

    def _flush(self) -> None:
        """Give all answers to what came together (RFC 2920)."""
        if self.answers:
            self.transport.write(bytes(self.answers))
            self.answers.clear()

    def _hang_up(self) -> None:
        self._flush()
        self.transport.close()

    def _read(self) -> None:
        while not self.stalling and not self.transport.is_closing():
            mark = b"\r\n.\r\n" if self.in_mail else b"\r\n"
            end = self.buffer.find(mark)
            if self.in_mail and self.buffer.startswith(b".\r\n"):
                end, mark = 0, b".\r\n"
            if end < 0:
                return
            found = bytes(self.buffer[:end])
            del self.buffer[: end + len(mark)]
            if self.in_mail:
                self._mail(found)
            else:
                self._command(found)

    def _command(self, line: bytes) -> None:
        verb = line[:4].upper()
        if verb == b"EHLO":
            lines = [b"sink", b"8BITMIME", b"ENHANCEDSTATUSCODES"]
            lines[1:1] = [b"PIPELINING"] if self.sink.faults.pipelining else []
            parts = (b"250-" + one for one in lines[:-1])
            self._say(b"\r\n".join((*parts, b"250 " + lines[-1], b"")))
        elif verb == b"RCPT":
            self._recipient(line[line.find(b"<") + 1 : line.find(b">")])
        elif verb == b"DATA":
            self.in_mail = bool(self.to)
            self._say(b"354 go on\r\n" if self.to else b"503 5.5.1 nobody to give it to\r\n")
        elif verb == b"QUIT":
            self._say(b"221 bye\r\n")
            self._hang_up()
        else:
            if verb in (b"MAIL", b"RSET"):
                self.to = []
            self._say(b"250 2.0.0 fine\r\n")

    def _recipient(self, to: bytes) -> None:
        refusal = next((answer for start, answer in ANSWERS.items() if to.startswith(start)), b"")
        if not refusal:
            self.to.append(to)
        self._say(refusal or b"250 2.1.5 fine\r\n")

    def _mail(self, content: bytes) -> None:
        self.in_mail = False
        sink, faults = self.sink, self.sink.faults
        sink.mails += 1

        def turn(every: int) -> bool:
            return bool(every) and sink.mails % every == 0

        if turn(faults.stall):
            self.stalling = True
            asyncio.get_running_loop().call_later(faults.seconds, self._no)
        elif turn(faults.refuse):
            self._say(b"451 4.3.0 not this one, not now\r\n")
        elif turn(faults.reject):
            self._say(b"554 5.6.0 not this one\r\n")
        else:
            silent = turn(faults.swallow)
            found = MESSAGE_ID.search(content)
            name = found[1].decode() if found else ""
            sink.take(Accepted(self.number, name, self.to[0].decode(), not silent, time.time(), content))
            if not silent:
                self._say(b"250 2.0.0 taken\r\n")
            if silent or turn(faults.hang_up):
                self._hang_up()

    def _no(self) -> None:
        self.stalling = False
        if not self.transport.is_closing():
            self._say(b"451 4.3.0 too slow\r\n")
            self.data_received(b"")


@contextmanager
def here(faults: Faults | None = None) -> Iterator[tuple[Sink, list[Accepted]]]:
    """A server in a thread of this process, and the list of what it takes."""
    taken: list[Accepted] = []
    sink = Sink(faults or Faults(), taken.append)
    ready, loop = threading.Event(), asyncio.new_event_loop()
    thread = threading.Thread(target=_run, args=(loop, sink, ready.set), daemon=True)
    thread.start()
    ready.wait(10)
    try:
        yield sink, taken
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)


def _run(loop: asyncio.AbstractEventLoop, sink: Sink, ready: Callable[[], None]) -> None:
    asyncio.set_event_loop(loop)
    task = loop.create_task(sink.serve(ready))
    loop.run_forever()
    task.cancel()
    for connection in list(sink.open):
        connection.transport.abort()
    loop.run_until_complete(asyncio.gather(task, return_exceptions=True))
    loop.close()


@contextmanager
def elsewhere(log: Path, faults: Faults | None = None) -> Iterator[int]:
    """A server in a process of its own, and its port. Accepted mails are lines of ``log``."""
    command = [sys.executable, "-m", "bench.sink", str(log), json.dumps(asdict(faults or Faults()))]
    process = subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True)
    try:
        yield int(process.stdout.readline() if process.stdout else 0)
    finally:
        process.terminate()
        process.communicate(timeout=10)


def taken(log: Path) -> list[Accepted]:
    """What a server in a process of its own has accepted."""
    rows = (line.split("\t") for line in log.read_text(encoding="utf-8").splitlines())
    return [Accepted(int(number), name, to, said == "said", float(at)) for number, name, to, said, at in rows]


def main(log: str, faults: str) -> None:
    """Serve, and write a line for each accepted mail before saying that it was accepted."""
    with Path(log).open("a", encoding="utf-8", buffering=1) as out:

        def take(mail: Accepted) -> None:
            said = "said" if mail.said else "silent"
            out.write(f"{mail.connection}\t{mail.message_id}\t{mail.to}\t{said}\t{mail.at}\n")

        sink = Sink(Faults(**json.loads(faults)), take)
        asyncio.run(sink.serve(lambda: print(sink.port, flush=True)))


if __name__ == "__main__":
    main(*sys.argv[1:])
