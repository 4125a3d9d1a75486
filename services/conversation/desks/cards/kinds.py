"""What the kinds of shops are called: the key is what a shop keeps and is searched by."""

from collections.abc import Mapping
from typing import Final

from shared.texts import Text, t

KIND_WORDS: Final[Mapping[str, Text]] = {
    "Restaurant": t("🍲 Restaurant"),
    "Alimentation": t("🛒 Alimentation"),
    "Boulangerie": t("🥖 Boulangerie"),
    "Pharmacie": t("💊 Pharmacie"),
    "Mode": t("👗 Mode"),
    "Beauté": t("💄 Beauté"),
    "Téléphonie": t("📱 Téléphonie"),
    "Quincaillerie": t("🔨 Quincaillerie"),
}
