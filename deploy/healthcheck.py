"""Ends well when an address answers 200; for health checks in containers without curl."""

import sys
import urllib.error
import urllib.request


def main(address: str) -> int:
    """Ask once. The answer is the exit status."""
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310 - the compose file names it
            return int(answer.status != 200)
    except (urllib.error.URLError, TimeoutError):
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
