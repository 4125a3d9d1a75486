"""What people order and send, from goods.txt."""

from typing import Final

from services.conversation.understanding.vocabulary import words

FOOD_WORDS: Final = words("goods", "food")
GOODS_WORDS: Final = words("goods", "goods")
GENERIC_PARCEL: Final = words("goods", "generic")
"""A parcel, without saying what is in it."""
CONTAINERS: Final = words("goods", "containers")
"""What follows `de` after one of these is what is sent."""
SENDABLE: Final = words("goods", "sendable")
"""What people have carried, besides goods and food."""
MEASURES: Final = words("goods", "measures")
"""`sac de riz` is one thing, unlike `un colis de riz`."""
