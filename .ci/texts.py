"""Bring the catalogues in step with the code: `make texts`. With `--check`, only tell.

Every `t("…")` and `Text("…")` of a service becomes an entry of its `locale/<language>`; what is no
longer said goes, what is new waits, empty, for its wording. The French catalogue says what the code
says. Entries tell the file they stand in, not the line, so that moving code changes no catalogue.
"""

import sys
from io import BytesIO
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT: Final = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from shared.texts import FILE, SPEAKERS  # noqa: E402 - the project is not installed
from shared.values.language import Language  # noqa: E402 - the same

KEYWORDS: Final = {"t": None, "Text": None}


def template_of(folder: Path) -> Catalog:
    """Collect what a service says."""
    template = Catalog(project="TokTok", charset="utf-8", fuzzy=False)
    found = extract_from_dir(folder, [("**.py", "python")], {}, KEYWORDS, ())
    for path, _line, message, _comments, _context in sorted(found, key=lambda one: one[0]):
        if isinstance(message, str):
            template.add(message, locations=[(path, None)])
    return template


def merged(template: Catalog, file: Path, language: Language) -> bytes:
    """Write a catalogue anew: today's messages, yesterday's wordings."""
    known = read_po(BytesIO(file.read_bytes())) if file.exists() else Catalog()
    catalogue = Catalog(project="TokTok", charset="utf-8", fuzzy=False, header_comment="")
    for one in template:
        if one.id:
            before = known.get(one.id)
            words = str(one.id) if language is Language.FRENCH else before.string if before else ""
            catalogue.add(one.id, string=words, locations=one.locations)
    output = BytesIO()
    write_po(output, catalogue, width=100, omit_header=True, sort_output=True, no_location=False)
    return output.getvalue()


def main() -> int:
    """Write every catalogue, or tell which are out of step."""
    stale = []
    for service, locale in SPEAKERS.items():
        folder = ROOT / "services" / service
        template = template_of(folder)
        for language in Language:
            file = folder / locale / language / FILE
            content = merged(template, file, language)
            if file.exists() and file.read_bytes() == content:
                continue
            stale.append(file.relative_to(ROOT))
            if "--check" not in sys.argv:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content)
    for one in stale:
        print(f"{one} {'is out of step: make texts' if '--check' in sys.argv else 'written'}")
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
