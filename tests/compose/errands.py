"""A parcel and an order from a shop through the containers: `python3 tests/compose/errands.py`.

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
CLIENT, DRIVER, SHOP = "242065550101", "242065550201", "242065550301"
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


def found(pattern: str, text: str) -> str:
    """Read something off a message."""
    match = re.search(pattern, text)
    if match is None:
        raise SystemExit(f"no {pattern!r} in {text!r}")
    return match[1]


def parcel() -> str:
    """Order a courier, confirm, accept, deliver with the client's code."""
    says(CLIENT, type="text", text=SENTENCE)
    sees(CLIENT, "VOTRE ENVOI")
    says(CLIENT, type="tap", title="✅ Confirmer")
    reference = found(r"(COUR-\d{8}-\d{3})", sees(CLIENT, "COUR-"))
    sees(DRIVER, "Accepter")
    says(DRIVER, type="tap", title="Accepter")
    code = found(r"Code de livraison\D+(\d{4})", sees(CLIENT, "Code de livraison"))
    for step in (*STEPS, *LAST_STEPS):
        sees(DRIVER, step)
        says(DRIVER, type="tap", title=step)
    sees(DRIVER, "Quel code")
    says(DRIVER, type="text", text=code)
    sees(CLIENT, "COLIS LIVRÉ")
    return reference


def order() -> str:
    """Order a dish with its picture, and let the shop make it ready; a driver is looked for."""
    says(CLIENT, type="text", text="poulet mayo chez Mireille")
    sees(CLIENT, "Combien")
    says(CLIENT, type="tap", title="2")
    sees(CLIENT, "VOTRE PANIER")
    says(CLIENT, type="tap", title="✅ Commander")
    sees(CLIENT, "Où livrer")
    says(CLIENT, type="text", text="Bacongo")
    sees(CLIENT, "Comment payez-vous")
    says(CLIENT, type="text", text="espèces")
    sees(CLIENT, "VOTRE COMMANDE")
    says(CLIENT, type="tap", title="✅ Confirmer")
    reference = found(r"(CMD-\d{8}-\d{3})", sees(CLIENT, "COMMANDE ENVOYÉE"))
    sees(SHOP, reference)
    for move in ("Accepter", "📦 Prête"):
        sees(SHOP, move)
        says(SHOP, type="tap", title=move)
    sees(SHOP, "Je cherche un livreur")
    picture = json.loads(fetch(f"{GATEWAY}/api/search?q=poulet&city=Brazzaville"))["products"][0]
    if not fetch(picture["thumb_url"]).startswith(b"\xff\xd8"):
        raise SystemExit("the picture is no JPEG")
    return reference


def main() -> None:
    """Send a parcel, order from a shop, and ask how the platform is."""
    says(DRIVER, type="text", text="je suis disponible")
    sees(DRIVER, "en service")
    says(SHOP, type="text", text="bonjour")  # opens the window: no template is approved here
    sees(SHOP, "Que puis-je faire")
    done = f"{parcel()} delivered, {order()} ready"
    health = json.loads(fetch(f"{GATEWAY}/health"))
    sys.stdout.write(f"{done}; gateway health: {health['status']}\n")


if __name__ == "__main__":
    main()
