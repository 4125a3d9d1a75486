"""FastAPI dependencies of orders: the only place where a request's transaction is opened."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends, Request

from services.orders.container import Container
from services.orders.work import Work
from shared.web.kept_refusals import RefusalKept


async def begin(request: Request) -> AsyncIterator[Work]:
    """Open the transaction of this request; commit before the answer is sent.

    A refusal undoes everything, but for one that says that what was written stays.

    Raises:
        WrongCode: the guess was counted, and the request is refused.
    """
    container: Container = request.app.state.container
    kept: RefusalKept | None = None
    async with container.process.database.transaction() as session:
        try:
            yield container.open_work(session)
        except RefusalKept as refused:
            kept = refused
    if kept is not None:
        raise kept.refusal


WorkDep = Annotated[Work, Depends(begin, scope="function")]


def holding(request: Request) -> Container:
    """Give the container, for the few commands that take more than one transaction."""
    container: Container = request.app.state.container
    return container


ContainerDep = Annotated[Container, Depends(holding)]
