"""The catalogue: for everybody, for the chat, and for the merchant's own shelf."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query

from services.orders.catalogue.choices import categories_of, filters_of
from services.orders.catalogue.queries import (
    merchants_of,
    product_called,
    products_of,
    shelf_of,
)
from services.orders.catalogue.searching import search
from services.orders.catalogue.use_cases.add_product import add_product
from services.orders.catalogue.use_cases.edit_product import edit_product
from services.orders.deps import WorkDep
from services.orders.models import messaging
from shared.contracts.orders.catalogue import (
    CatalogueFilters,
    CategoryList,
    CityQuery,
    MerchantPage,
    MerchantQuery,
    Product,
    ProductDraft,
    ProductEdit,
    ProductPage,
    SearchPage,
    SearchQuery,
    Shelf,
    ShelfProduct,
    ShelfQuery,
)
from shared.web.deps import IdempotencyKey, internal_caller
from shared.web.idempotency import once

public = APIRouter(prefix="/api", tags=["catalogue"])
internal = APIRouter(
    prefix="/internal", tags=["catalogue"], dependencies=[Depends(internal_caller)]
)

After = Annotated[str | None, Query(max_length=400, description="`next` of the page before")]
Phone = Annotated[str, Path(pattern=r"^\+\d{6,15}$", examples=["+242065550301"])]


@public.get("/merchants")
@internal.get("/merchants")
async def list_merchants(query: Annotated[MerchantQuery, Query()], work: WorkDep) -> MerchantPage:
    """List the merchants of a city, open ones first, then by name, twenty a page."""
    return await merchants_of(work, query)


@public.get("/merchants/{merchant_id}/products")
async def list_products(merchant_id: UUID, work: WorkDep, after: After = None) -> ProductPage:
    """List what a merchant sells by name, twenty a page."""
    return await products_of(work, merchant_id=merchant_id, after=after)


@public.get("/products/{product_id}")
@internal.get("/products/{product_id}")
async def get_product(product_id: UUID, work: WorkDep) -> Product:
    """Tell one product that is on sale: its price, how many are left, its picture."""
    return await product_called(work, product_id=product_id)


@public.get("/search")
@internal.get("/search")
async def search_products(query: Annotated[SearchQuery, Query()], work: WorkDep) -> SearchPage:
    """Search what is on sale, in French: accents, plurals and typos are forgiven.

    Up to a thousand products are counted and ordered; where more match, `is_total_exact` is false
    and the best sellers are among what is shown. `after` goes on where a page ended, at any depth;
    `page` counts from the start.
    """
    return await search(work, query)


@public.get("/search/categories")
async def list_categories(query: Annotated[CityQuery, Query()], work: WorkDep) -> CategoryList:
    """List the categories of what is on sale, with how many products each has, up to a hundred."""
    return await categories_of(work, query)


@public.get("/search/filters")
async def list_filters(query: Annotated[CityQuery, Query()], work: WorkDep) -> CatalogueFilters:
    """Tell what a search may be narrowed by: categories, kinds of shops, cities, prices, orders."""
    return await filters_of(work, query)


@internal.get("/merchants/{phone}/shelf")
async def list_shelf(phone: Phone, query: Annotated[ShelfQuery, Query()], work: WorkDep) -> Shelf:
    """Tell a merchant's own products, those not on sale too; `q` finds them by name."""
    return await shelf_of(work, query, phone=phone)


@internal.post("/products")
async def post_product(draft: ProductDraft, key: IdempotencyKey, work: WorkDep) -> ShelfProduct:
    """Put a product on a merchant's shelf; its picture is fetched a moment later."""
    return await once(
        work.session,
        messaging,
        key=f"product:{key}",
        request=draft,
        answer_type=ShelfProduct,
        produce=lambda: add_product(work, draft),
    )


@internal.patch("/products/{product_id}")
async def patch_product(
    product_id: UUID, edit: ProductEdit, key: IdempotencyKey, work: WorkDep
) -> ShelfProduct:
    """Change a product of a merchant; what is not named stays."""
    return await once(
        work.session,
        messaging,
        key=f"product:{product_id}:{key}",
        request=edit,
        answer_type=ShelfProduct,
        produce=lambda: edit_product(work, edit, product_id=product_id),
    )


ROUTERS = (public, internal)
