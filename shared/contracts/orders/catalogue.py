"""The catalogue: merchants, products, search; and the shop as its own merchant sees it."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from shared.contracts.orders.api import Francs
from shared.values.place import Place

Price = Annotated[int, Field(ge=1, le=10_000_000)]
Stock = Annotated[int, Field(ge=0, le=1_000_000)]
ProductName = Annotated[str, Field(min_length=2, max_length=80)]


class _Dto(BaseModel):
    model_config = ConfigDict(frozen=True)


class Merchant(_Dto):
    """A shop as anybody may see it; `rating` is out of 5, None before the first one."""

    id: UUID
    name: Annotated[str, Field(examples=["Chez Mireille"])]
    kind: Annotated[str, Field(examples=["Restaurant"])]
    place: Place
    phone: Annotated[str, Field(examples=["+242065550301"])]
    hours: Annotated[str, Field(examples=["11h–22h, tous les jours"])]
    is_open: bool
    rating: float | None = None


class Seller(_Dto):
    """The shop of a product, in short."""

    id: UUID
    name: str
    is_open: bool


class Product(_Dto):
    """Something a shop sells; `left` is what is neither sold nor reserved.

    `image_url` is 800 px wide at most, `thumb_url` 240; both None without a picture.
    """

    id: UUID
    seller: Seller
    name: Annotated[str, Field(examples=["Poulet mayo"])]
    description: Annotated[str, Field(examples=["Avec bananes plantains"])]
    price: Annotated[Francs, Field(examples=[3_500])]
    category: Annotated[str, Field(examples=["Plats"])]
    is_available: bool
    left: Annotated[int, Field(examples=[8])]
    image_url: Annotated[
        str | None, Field(examples=["https://toktok.example/api/media/…/large.jpg"])
    ] = None
    thumb_url: Annotated[
        str | None, Field(examples=["https://toktok.example/api/media/…/thumb.jpg"])
    ] = None


class MerchantPage(_Dto):
    """Merchants, open ones first; `next` asks for the following page, None after the last."""

    merchants: list[Merchant]
    next: str | None = None


class ProductPage(_Dto):
    """Products by name; `next` asks for the following page, None when this was the last."""

    products: list[Product]
    next: str | None = None


class ProductSort(StrEnum):
    """How found products are ordered."""

    RELEVANCE = "relevance"
    PRICE_ASC = "price_asc"
    PRICE_DESC = "price_desc"
    POPULARITY = "popularity"
    NEWEST = "newest"


class MerchantQuery(_Dto):
    """Which merchants to list; `kind` is one of the kinds of the catalogue."""

    city: Annotated[str, Field(pattern=r"^[^\x00]{2,60}$", examples=["Brazzaville"])]
    kind: Annotated[str, Field(pattern=r"^[^\x00]{1,60}$")] | None = None
    q: Annotated[str, Field(pattern=r"^[^\x00]{1,100}$", description="part of the name")] | None = (
        None
    )
    after: Annotated[str, Field(max_length=400)] | None = None


class SearchQuery(_Dto):
    """What to look for; prices are whole francs. `after` goes on where a page ended."""

    q: Annotated[str, Field(pattern=r"^[^\x00]{0,100}$", examples=["poulet mayo"])] | None = None
    city: Annotated[str, Field(pattern=r"^[^\x00]{2,60}$", examples=["Brazzaville"])] | None = None
    category: Annotated[str, Field(pattern=r"^[^\x00]{1,60}$")] | None = None
    merchant: UUID | None = None
    min_price: Annotated[int, Field(ge=0, le=100_000_000)] | None = None
    max_price: Annotated[int, Field(ge=0, le=100_000_000)] | None = None
    in_stock: bool = False
    sort: ProductSort = ProductSort.RELEVANCE
    page: Annotated[int, Field(ge=1, le=50)] = 1
    page_size: Annotated[int, Field(ge=1, le=50)] = 20
    after: Annotated[str, Field(max_length=400)] | None = None


class CategoryCount(_Dto):
    """How many products are of a category; a lower bound when `is_exact` is False."""

    category: str
    count: int
    is_exact: bool = True


class CategoryList(_Dto):
    """The categories of what is on sale, by name."""

    categories: list[CategoryCount]


class CatalogueFilters(_Dto):
    """What a search may be narrowed and ordered by, in a city or everywhere."""

    categories: list[str]
    kinds: list[str]
    cities: list[str]
    sorts: list[ProductSort]
    price_from: Francs | None = None
    price_to: Francs | None = None


class CityQuery(_Dto):
    """Which city; none means everywhere."""

    city: Annotated[str, Field(pattern=r"^[^\x00]{2,60}$", examples=["Brazzaville"])] | None = None


class Facets(_Dto):
    """What a search could be narrowed by; the price range is of everything found."""

    categories: list[CategoryCount]
    price_from: Francs | None = None
    price_to: Francs | None = None


class SearchPage(_Dto):
    """One page of what was found; `total` is a lower bound when `is_total_exact` is False."""

    products: list[Product]
    total: int
    is_total_exact: bool
    facets: Facets
    page: int
    next: str | None = None


class ImageState(StrEnum):
    """Where the picture of a product stands."""

    NONE = "none"
    WAITING = "waiting"
    READY = "ready"
    REFUSED = "refused"


class ShelfProduct(_Dto):
    """A product as its merchant sees it: `stock` is on the shelf, `reserved` of it is promised."""

    id: UUID
    name: str
    description: str
    price: Francs
    category: str
    stock: int
    reserved: int
    low_stock_threshold: int
    is_active: bool
    image_state: ImageState
    image_url: str | None = None


class Shelf(_Dto):
    """A merchant's products, by name, or best match first when something was asked for."""

    merchant: Merchant
    products: list[ShelfProduct]


class ShelfQuery(_Dto):
    """Which of the merchant's own products: one, or those that match; `q` tolerates typos."""

    q: Annotated[str, Field(pattern=r"^[^\x00]{1,100}$")] | None = None
    product_id: UUID | None = None


class ProductDraft(_Dto):
    """A new product; the picture comes by the channel's media id or from an address."""

    merchant_phone: str
    name: ProductName
    price: Price
    stock: Stock
    category: Annotated[str, Field(min_length=2, max_length=60)]
    description: Annotated[str, Field(max_length=500)] = ""
    low_stock_threshold: Stock = 5
    photo_media_id: Annotated[str, Field(max_length=200)] | None = None
    image_url: Annotated[str, Field(max_length=2_000)] | None = None


class ProductEdit(_Dto):
    """What to change of a product; what is None stays. `stock_added` may be told instead of stock.

    `stock` counts what is on the shelf and may not fall below what is reserved.
    """

    merchant_phone: str
    name: ProductName | None = None
    price: Price | None = None
    stock: Stock | None = None
    stock_added: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    category: Annotated[str, Field(min_length=2, max_length=60)] | None = None
    description: Annotated[str, Field(max_length=500)] | None = None
    low_stock_threshold: Stock | None = None
    is_active: bool | None = None
    photo_media_id: Annotated[str, Field(max_length=200)] | None = None
    image_url: Annotated[str, Field(max_length=2_000)] | None = None


class OpeningRequest(_Dto):
    """Opens or closes the shop from now on."""

    is_open: bool
