"""FastAPI dependencies of provider: the only place where a request's transaction is opened."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends, Request

from services.provider.container import Container
from services.provider.work import Work


async def begin(request: Request) -> AsyncIterator[Work]:
    """Open the transaction of this request; commit before the answer is sent."""
    container: Container = request.app.state.container
    async with container.process.database.transaction() as session:
        yield container.open_work(session)


WorkDep = Annotated[Work, Depends(begin, scope="function")]
