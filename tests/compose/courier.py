"""A courier conversation through the containers: `python3 tests/compose/courier.py`.

Standard library only: it runs on the host beside `docker compose up` with the simulator's profile.
Exits with an error as soon as somebody does not see what they should within a minute.
"""

import json
import os
import re
import sys
import time
import urllib.request

GATEWAY = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
SIMULATOR = f"http://127.0.0.1:{os.environ.get('SIMULATOR_PORT', '8900')}"
CLIENT, DRIVER = "242065550101", "242065550201"
SENTENCE = "Envoyer un colis de Moungali chez Marie 06 123 45 67 vers Talangaï, 5 mille"
STEPS = ("🛵 Je pars", "📍 Je suis au départ", "📦 Colis récupéré", "🛣️ En route")
LAST_STEPS = ("📍 Je suis arrivé", "✅ Livré")
PATIENCE_S = 60


def fetch(url: str, body: object = None) -> bytes:
    """GET, or POST a JSON body."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"})  # noqa: S310 - 127.0.0.1
    with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 - the same
        content: bytes = answer.read()
    return content


def says(phone: str, **message: str) -> None:
    """Send something as a person."""
    fetch(f"{SIMULATOR}/sim/contacts/{phone}/messages", message)
    sys.stdout.write(f"{phone} says {message}\n")


def sees(phone: str, words: str) -> str:
    """Wait until a person has been sent a message with these words; return its text."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        listed = json.loads(fetch(f"{SIMULATOR}/sim/contacts/{phone}/messages?after=0"))
        for message in listed["messages"]:
            shown = json.dumps(message, ensure_ascii=False)
            if message["direction"] == "out" and words in shown:
                sys.stdout.write(f"{phone} sees {words!r}\n")
                return str(message.get("text") or "")
        time.sleep(0.3)
    raise SystemExit(f"{phone} never saw {words!r}")


def main() -> None:
    """Order, confirm, accept, deliver; then look at the tracking page's absence of phones."""
    says(DRIVER, type="text", text="je suis disponible")
    sees(DRIVER, "en service")
    says(CLIENT, type="text", text=SENTENCE)
    sees(CLIENT, "VOTRE ENVOI")
    says(CLIENT, type="tap", title="✅ Confirmer")
    told = sees(CLIENT, "COUR-")
    reference = re.search(r"COUR-\d{8}-\d{3}", told)
    if reference is None:
        raise SystemExit(f"no reference in {told!r}")
    sees(DRIVER, "Accepter")
    says(DRIVER, type="tap", title="Accepter")
    sees(CLIENT, "COURSE ACCEPTÉE")
    code = re.search(r"Code de livraison\D+(\d{4})", sees(CLIENT, "Code de livraison"))
    if code is None:
        raise SystemExit("the client was told no delivery code")
    for step in (*STEPS, *LAST_STEPS):
        sees(DRIVER, step)
        says(DRIVER, type="tap", title=step)
    sees(DRIVER, "Quel code")
    says(DRIVER, type="text", text=code[1])
    sees(CLIENT, "COLIS LIVRÉ")
    health = json.loads(fetch(f"{GATEWAY}/health"))
    sys.stdout.write(f"{reference[0]} delivered; gateway health: {health['status']}\n")


if __name__ == "__main__":
    main()
