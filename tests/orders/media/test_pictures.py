"""A picture's way: given, fetched once, shown, or refused and told."""

import asyncio
from collections.abc import AsyncIterator
from uuid import UUID

import pytest

from services.orders.media.developing import MOST_BYTES, Developed
from services.orders.media.models import SourceKind
from services.orders.media.use_cases.take_in_picture import PictureSource
from shared.contracts.call import Nothing
from shared.contracts.orders.calls import GET_PRODUCT, LIST_SHELF
from shared.contracts.orders.catalogue import ImageState, ShelfProduct, ShelfQuery
from shared.values.ids import new_id
from tests.orders.catalogue.market import MIREILLE, open_market, product_id
from tests.orders.media.gallery import Gallery, open_gallery
from tests.orders.media.photos import open_jpeg, photo
from tests.orders.town import Town

PUBLIC = "https://toktok.test"


@pytest.fixture
async def gallery(town: Town) -> AsyncIterator[Gallery]:
    await open_market(town)
    async with open_gallery(town) as gallery:
        yield gallery


async def on_shelf(gallery: Gallery, name: str = "Poulet mayo") -> ShelfProduct:
    shelf = await gallery.town.orders.call(LIST_SHELF, ShelfQuery(), phone=MIREILLE)
    [product] = [one for one in shelf.products if one.name == name]
    return product


async def refusals(gallery: Gallery) -> list[str]:
    told = await gallery.town.events("orders.product_image_refused.v1")
    return [event["reason"] for event in told]


async def test_who_asks_for_a_picture_on_its_way_is_kept_waiting(gallery: Gallery) -> None:
    gallery.channel["8812"] = photo()
    image_id = await gallery.give(PictureSource.of_channel("8812"))

    async with asyncio.TaskGroup() as tasks:
        asking = tasks.create_task(gallery.town.http.get(f"/api/media/{image_id}/large.jpg"))
        tasks.create_task(gallery.settle())

    assert asking.result().status_code == 200
    assert open_jpeg(asking.result().content).format == "JPEG"
    unknown = await gallery.town.http.get(f"/api/media/{new_id()}/large.jpg")
    assert (unknown.status_code, unknown.json()["code"]) == (404, "image_not_found")


async def test_a_picture_from_the_channel_is_fetched_and_served_for_ever(gallery: Gallery) -> None:
    gallery.channel["8812"] = photo()
    image_id = await gallery.give(PictureSource.of_channel("8812"))
    assert (await on_shelf(gallery)).image_state is ImageState.WAITING
    await gallery.settle()
    shown = await on_shelf(gallery)
    assert shown.image_state is ImageState.READY
    assert shown.image_url == f"{PUBLIC}/api/media/{image_id}/large.jpg"
    public = await gallery.town.orders.call(
        GET_PRODUCT, Nothing(), product_id=str(await product_id(gallery.town, "Poulet mayo"))
    )
    assert public.thumb_url == f"{PUBLIC}/api/media/{image_id}/thumb.jpg"
    http = gallery.town.http
    answer = await http.get(f"/api/media/{image_id}/thumb.jpg")
    assert open_jpeg(answer.content).size == (240, 120)
    assert answer.headers["content-type"] == "image/jpeg"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["x-content-type-options"] == "nosniff"
    tag = answer.headers["etag"]
    for known in (tag, f'"other", W/{tag}', "*"):
        again = await http.get(f"/api/media/{image_id}/thumb.jpg", headers={"If-None-Match": known})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    large = await http.get(f"/api/media/{image_id}/large.jpg", headers={"If-None-Match": tag})
    assert (large.status_code, open_jpeg(large.content).size) == (200, (800, 400))


async def test_the_same_bytes_are_kept_once(gallery: Gallery) -> None:
    gallery.channel["one"] = gallery.channel["two"] = photo()
    first = await gallery.give(PictureSource.of_channel("one"))
    second = await gallery.give(PictureSource.of_channel("two"), to="Saka-saka")
    await gallery.settle()
    assert first != second
    assert len(await gallery.town.rows("SELECT sha256 FROM orders.picture")) == 1
    assert (await on_shelf(gallery, "Saka-saka")).image_state is ImageState.READY


async def test_a_picture_from_an_address_is_fetched_once(gallery: Gallery) -> None:
    url = gallery.stranger.put("/mayo.webp", photo("WEBP"))
    await gallery.give(PictureSource.of_url(url))
    await gallery.settle()
    await gallery.settle()
    assert (await on_shelf(gallery)).image_state is ImageState.READY
    assert gallery.stranger.asked == ["/mayo.webp"]


async def test_a_bad_picture_is_refused_told_and_the_old_one_stays(gallery: Gallery) -> None:
    gallery.channel["good"] = photo()
    good = await gallery.give(PictureSource.of_channel("good"))
    await gallery.settle()
    put = gallery.stranger.put
    tries = {
        put("/page", b"<html>bonjour</html>"): "ce n’est pas une image JPEG, PNG ou WebP",
        put("/huge", b"\xff\xd8\xff" + b"\x00" * MOST_BYTES): "elle dépasse 5 Mo",
        put("/half", photo()[:500]): "le fichier est abîmé",
        gallery.stranger.url("/nothing"): "il n’y a rien à cette adresse",
        put("/away", b"", head="HTTP/1.1 302 Found\r\nLocation: http://10.0.0.1/"): (
            "son adresse renvoie ailleurs"
        ),
    }
    for number, (url, reason) in enumerate(tries.items(), 1):
        await gallery.give(PictureSource.of_url(url))
        await gallery.settle()
        assert (await refusals(gallery))[-1] == reason
        assert len(await refusals(gallery)) == number
    now = await on_shelf(gallery)
    assert now.image_state is ImageState.REFUSED
    assert now.image_url == f"{PUBLIC}/api/media/{good}/large.jpg"
    [told] = (await gallery.town.events("orders.product_image_refused.v1"))[-1:]
    assert (told["merchant"]["name"], told["product"]["name"]) == ("Chez Mireille", "Poulet mayo")
    assert len(await gallery.town.rows("SELECT sha256 FROM orders.picture")) == 1


async def test_a_name_that_leads_inside_is_refused_when_we_connect(gallery: Gallery) -> None:
    """`localtest` style: the name passes every look, the address behind it does not."""
    image_id = await gallery.give(PictureSource.of_url(gallery.stranger.url("/a.jpg")))
    inside = f"http://ip6-localhost:{gallery.stranger.port}/a.jpg"
    async with gallery.container.begin() as work:
        image = await work.media.find(image_id, lock=True)
        assert image is not None
        image.source = inside
    await gallery.settle()
    assert (await on_shelf(gallery)).image_state is ImageState.REFUSED
    assert gallery.stranger.asked == []


async def test_what_may_pass_is_tried_five_times(gallery: Gallery) -> None:
    url = gallery.stranger.put("/busy", b"", head="HTTP/1.1 503 Busy")
    await gallery.give(PictureSource.of_url(url))
    await gallery.settle()
    assert gallery.stranger.asked == ["/busy"] * 5
    assert await refusals(gallery) == ["son adresse ne répond pas"]
    assert (await on_shelf(gallery)).image_state is ImageState.REFUSED


async def test_a_picture_that_comes_late_is_shown(gallery: Gallery) -> None:
    """The second try finds what the first did not."""
    url = gallery.stranger.put("/late", b"", head="HTTP/1.1 500 Oops")
    await gallery.give(PictureSource.of_url(url))
    settling = asyncio.create_task(gallery.settle())
    while not gallery.stranger.asked:  # noqa: ASYNC110 - the stranger is what changes
        await asyncio.sleep(0)
    gallery.stranger.put("/late", photo())
    await settling
    assert (await on_shelf(gallery)).image_state is ImageState.READY
    assert await refusals(gallery) == []


async def test_what_is_not_there_is_not_served(gallery: Gallery) -> None:
    waiting = await gallery.give(PictureSource.of_channel("1"))
    for image_id in (waiting, new_id()):
        answer = await gallery.town.http.get(f"/api/media/{image_id}/large.jpg")
        assert (answer.status_code, answer.json()["code"]) == (404, "image_not_found")
    answer = await gallery.town.http.get(f"/api/media/{waiting}/huge.jpg")
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")


async def test_a_lost_channel_medium_is_refused_and_a_crash_between_the_steps_is_harmless(
    gallery: Gallery,
) -> None:
    lost = await gallery.give(PictureSource.of_channel("gone"))
    await gallery.settle()
    [row] = await gallery.town.rows("SELECT state, reason, source_kind FROM orders.image")
    assert row == {
        "state": "refused",
        "reason": "there is nothing at its address",
        "source_kind": SourceKind.CHANNEL,
    }
    async with gallery.container.begin() as work:  # the same item again, as after a crash
        await work.lanes.put(f"image:{lost}", kind="fetch", payload={"image_id": str(lost)})
        ghost = UUID(int=7)
        await work.lanes.put(f"image:{ghost}", kind="fetch", payload={"image_id": str(ghost)})
    await gallery.settle()
    assert len(await refusals(gallery)) == 1


async def test_a_picture_that_breaks_our_reading_is_refused_and_not_fetched_for_ever(
    gallery: Gallery, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(original: bytes) -> Developed:
        raise KeyError(len(original))

    monkeypatch.setattr("services.orders.media.lane.develop", stumble)
    url = gallery.stranger.put("/odd.jpg", photo())
    await gallery.give(PictureSource.of_url(url))
    await gallery.settle()
    assert gallery.stranger.asked == ["/odd.jpg"] * 5
    assert (await on_shelf(gallery)).image_state is ImageState.REFUSED
