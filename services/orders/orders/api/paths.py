"""What paths of orders carry."""

from typing import Annotated

from fastapi import Path

Reference = Annotated[str, Path(pattern=r"^[\w\-./#]{1,60}$", examples=["CMD-20261121-001"])]
Phone = Annotated[str, Path(pattern=r"^\+?\d{6,20}$", examples=["+242065550301"])]
