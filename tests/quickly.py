"""Whether something is answered in time, said without a clock on the wall.

A bound in seconds fails on a slow or busy machine and says nothing there. Here the same process first does
a piece of work that never changes, and what is tried may take so many times the processor time of that:
input that makes a program turn in circles takes thousands.
"""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

PEOPLE = [{"display": f"Person {n}"} for n in range(12_000)]
"""Written and read back, some twenty milliseconds of work on an ordinary machine."""


@contextmanager
def quickly(times: int = 300) -> Iterator[None]:
    """What is done inside takes no more work than writing and reading `PEOPLE` so many times."""
    yardstick = min(_work(lambda: json.loads(json.dumps(PEOPLE))) for _ in range(3))
    began = time.process_time()
    yield
    took = time.process_time() - began
    assert took < times * yardstick, f"{took:.2f} s, where the yardstick is {yardstick:.3f} s"


def _work(doing: Callable[[], object]) -> float:
    began = time.process_time()
    doing()
    return time.process_time() - began
