"""Generated secrets are strong, private and stable."""

import json
from pathlib import Path

from shared.local.keys import load_keys


def test_every_secret_has_256_random_bits(tmp_path: Path) -> None:
    keys = load_keys(tmp_path)
    assert sorted(keys) == [
        "ADMIN_SECRET",
        "SERVICE_TOKEN_SECRET",
        "WHATSAPP_API_TOKEN",
        "WHATSAPP_APP_SECRET",
        "WHATSAPP_VERIFY_TOKEN",
    ]
    assert {len(bytes.fromhex(key)) for key in keys.values()} == {32}
    assert len(set(keys.values())) == 5


def test_they_are_the_same_at_the_next_start(tmp_path: Path) -> None:
    assert load_keys(tmp_path) == load_keys(tmp_path)


def test_only_their_owner_can_read_them(tmp_path: Path) -> None:
    load_keys(tmp_path)
    assert (tmp_path / "secrets.json").stat().st_mode & 0o777 == 0o600


def test_a_secret_added_later_leaves_the_others_as_they_were(tmp_path: Path) -> None:
    keys = load_keys(tmp_path)
    older = {name: key for name, key in keys.items() if name != "SERVICE_TOKEN_SECRET"}
    (tmp_path / "secrets.json").write_text(json.dumps(older))
    assert older.items() <= load_keys(tmp_path).items()
