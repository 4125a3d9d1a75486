"""A tiny program that stands where a deployable will: it answers `/health/ready` on `PORT`.

`STAND_IN` changes its manners: `stubborn` ignores SIGTERM, `failing` ends at once with 1.
"""

import os
import signal
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class _Health(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/health/ready" else 404)
        self.end_headers()


def main() -> None:
    """Serve until SIGTERM."""
    manners = os.environ.get("STAND_IN", "")
    if manners == "failing":
        sys.exit("the stand-in was told to fail")
    ending = signal.SIG_IGN if manners == "stubborn" else lambda *_: sys.exit(0)
    signal.signal(signal.SIGTERM, ending)
    port = int(os.environ["PORT"])
    ThreadingHTTPServer(("127.0.0.1", port), _Health).serve_forever()


if __name__ == "__main__":
    main()
