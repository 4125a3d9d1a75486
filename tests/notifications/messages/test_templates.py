"""Our templates as Meta takes them: the simulator is as strict as Meta documents."""

from collections.abc import AsyncIterator

import httpx
import pytest

from services.notifications.channels.channel import Address
from services.notifications.channels.whatsapp_payload import message_payload
from services.notifications.messages import templates
from services.notifications.messages.push_templates import push
from services.notifications.messages.templates import DEFINITIONS
from shared.contracts.notifications.api import Template
from shared.values.language import Language
from simulator.app import create_app
from simulator.settings import DemoPerson, SimulatorSettings
from tests.notifications.builders import ORDER_REFERENCE, PRODUCT_ID, REFERENCE

PHONE = "+242061234567"
SETTINGS = SimulatorSettings(simulator_people=(DemoPerson(phone=PHONE, name="Grâce"),))
FRENCH, ENGLISH = Language.FRENCH, Language.ENGLISH
NOTICES = (
    templates.mission_update(REFERENCE, "votre colis est en route"),
    templates.driver_offer(route="de Moungali à Talangaï", pay="1 500 FCFA", offer_id="1"),
    templates.driver_update(REFERENCE, "elle est annulée"),
    templates.job_opened(route="de Moungali à Talangaï", pay="1 500 FCFA", reference=REFERENCE),
    templates.order_update(ORDER_REFERENCE, "elle est livrée"),
    templates.shop_new_order(ORDER_REFERENCE, lines="2 × Poulet\nmayo", total="5 000 FCFA"),
    templates.shop_update(ORDER_REFERENCE, "elle est payée"),
    templates.shop_news("Chez Mireille", "elle est créée"),
    templates.stock_alert(["Riz (reste 2)", "Huile (reste 0)"], product_id=PRODUCT_ID),
    templates.application_decision("devenir livreur", "elle est acceptée"),
)


@pytest.fixture
async def meta() -> AsyncIterator[httpx.AsyncClient]:
    token = SETTINGS.whatsapp_api_token.get_secret_value()
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(create_app(SETTINGS)),
        base_url="http://simulator/v26.0",
        headers={"authorization": f"Bearer {token}"},
    ) as client:
        yield client


async def test_every_template_is_taken_once(meta: httpx.AsyncClient) -> None:
    account = SETTINGS.simulator_account_id

    first = await push(meta, DEFINITIONS, account_id=account)
    again = await push(meta, DEFINITIONS, account_id=account)

    names = [f"{one.name} {language}" for one in DEFINITIONS for language in ("fr", "en")]
    assert first == [f"{name}: pending" for name in names]
    assert again == [f"{name}: exists" for name in names]


async def test_every_template_is_shown_as_filled(meta: httpx.AsyncClient) -> None:
    await push(meta, DEFINITIONS, account_id=SETTINGS.simulator_account_id)
    filled_in = [one.said(language) for language in (FRENCH, ENGLISH) for one in NOTICES]
    for filled in filled_in:
        payload = message_payload(filled, to=Address(PHONE, None), tracker="t")
        sent = await meta.post(f"/{SETTINGS.whatsapp_phone_number_id}/messages", json=payload)
        assert sent.status_code == 200, sent.text

    chat = (await meta.get(f"http://simulator/sim/contacts/{PHONE}/messages")).json()["messages"]

    assert [entry["template"] for entry in chat] == [one.name for one in DEFINITIONS] * 2
    assert [[button["id"] for button in entry["buttons"]] for entry in chat] == [
        filled.button_payloads for filled in filled_in
    ]
    assert chat[8]["text"] == (
        "Alerte de stock, 2 produit(s) à surveiller : Riz (reste 2), Huile (reste 0). "
        "Voulez-vous réassortir ?"
    )
    assert chat[5]["text"] == (
        f"Nouvelle commande {ORDER_REFERENCE} : 2 × Poulet mayo, pour 5 000 FCFA au total. "
        "Votre client attend votre réponse."
    )
    assert chat[15]["text"] == (
        f"New order {ORDER_REFERENCE}: 2 × Poulet mayo, 5 000 FCFA in all. "
        "Your customer is waiting for your answer."
    )
    assert [button["title"] for button in chat[15]["buttons"]] == ["Accept", "Decline"]


def test_lingala_is_none_of_metas_languages() -> None:
    filled = templates.mission_update(REFERENCE, "elle est annulée")

    assert filled.said(Language.LINGALA) == filled.said(FRENCH)
    assert filled.said(ENGLISH).stand_in == filled.said(FRENCH)


def test_a_value_that_is_too_long_is_cut_to_metas_taste() -> None:
    filled = templates.stock_alert(["x" * 300], product_id=PRODUCT_ID).said(FRENCH)

    assert isinstance(filled, Template)
    assert [len(value) for value in filled.body_parameters] == [1, 200]
