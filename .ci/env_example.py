# noqa: INP001 - a script, not a package
"""Writes .env.example from the settings classes: every variable, its default, who reads it.

It stands outside the packages because it imports every deployable, which none of them may.
"""

import importlib
import importlib.util
import sys
from collections import defaultdict
from pathlib import Path

from pydantic import AliasChoices, SecretStr
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined
from pydantic_settings import BaseSettings

ROOT = Path(__file__).parents[1]
_HEADER = """\
# Every setting, with its default. Written by `make env`; copy to .env for docker compose.
# Secrets are empty here. In development they have defaults, which production refuses
# (ENVIRONMENT=production); make one with: python3 -c 'import secrets; print(secrets.token_hex(32))'
"""
_COMPOSE = """
# docker compose
#POSTGRES_PASSWORD=
#GATEWAY_BIND=127.0.0.1
#COMPOSE_PROFILES=simulator
"""


def main() -> None:
    """Print the file."""
    sys.path.insert(0, str(ROOT))
    readers: dict[str, list[str]] = defaultdict(list)
    lines: dict[str, str] = {}
    for module in _settings_modules():
        for kind in _classes(module):
            for name, field in kind.model_fields.items():
                variable = _variable(name, field)
                readers[variable].append(module.removesuffix(".settings"))
                lines.setdefault(variable, f"#{variable}={_default(field)}")
    sections: dict[str, list[str]] = defaultdict(list)
    for variable, line in lines.items():
        who = sorted(set(readers[variable]) - {"shared"})
        sections["every program" if "shared" in readers[variable] else ", ".join(who)].append(line)
    body = "".join(f"\n# {title}\n" + "\n".join(found) + "\n" for title, found in sections.items())
    sys.stdout.write(_HEADER + body + _COMPOSE)


def _settings_modules() -> list[str]:
    files = [*ROOT.glob("*/settings.py"), *ROOT.glob("services/*/settings.py")]
    names = [".".join(file.relative_to(ROOT).with_suffix("").parts) for file in files]
    return sorted(names, key=lambda name: (name != "shared.settings", name))


def _classes(module: str) -> list[type[BaseSettings]]:
    members = vars(importlib.import_module(module)).values()
    kinds = [kind for kind in members if isinstance(kind, type) and kind.__module__ == module]
    return [kind for kind in kinds if issubclass(kind, BaseSettings)]


def _variable(name: str, field: FieldInfo) -> str:
    alias = field.validation_alias
    if isinstance(alias, AliasChoices):
        return str(alias.choices[0])
    return str(alias or name).upper()


def _default(field: FieldInfo) -> str:
    default = field.default
    if default is PydanticUndefined or default is None or isinstance(default, SecretStr):
        return ""
    if isinstance(default, tuple):
        return ",".join(map(str, default))
    if hasattr(default, "period_s"):  # a rate, written as it is read
        return f"{default.count * 60 // default.period_s}/minute"
    return str(default).lower() if isinstance(default, bool) else str(default)


if __name__ == "__main__":
    main()
