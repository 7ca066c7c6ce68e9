"""Every text is there in every language: `python -m tests.checks.translations`.

`--update` brings the catalogues up to date with the sources and compiles them; `--missing LANGUAGE` prints what is
not translated yet as JSON, and `--fill LANGUAGE FILE` takes such a JSON back with the translations filled in.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Message

from tests.checks.catalogues import asked_for, compiled_is_current, LANGUAGES, merged, ROOT, save, translated

UPDATE = "run `python -m tests.checks.translations --update`"
MOST = 40
"""As many problems are printed at once."""


def problems(root: Path = ROOT) -> Iterator[str]:
    """Yield a line for everything that is wrong in the catalogues."""
    for language in LANGUAGES:
        wanted, have = asked_for(language, root), translated(language, root)
        asked = {message.id for message in wanted if message.id}
        for message in have:
            if message.id and message.id not in asked:
                yield f"{language}: nobody asks for {first(message)!r}; {UPDATE}"
        for message in wanted:
            if message.id:
                yield from (f"{language}: {line}" for line in wrong_in(message, have.get(message.id)))
        if not compiled_is_current(language, root):
            yield f"{language}: the compiled catalogue is not current; {UPDATE}"


def wrong_in(asked: Message, known: Message | None) -> Iterator[str]:
    """Yield what is wrong with the translation of one message."""
    texts = strings(known) if known else []
    where = ", ".join(sorted({name for name, _ in asked.locations}))
    if not texts or not all(texts):
        yield f"{first(asked)!r} is not translated ({where})"
        return
    if known and known.fuzzy:
        yield f"{first(asked)!r} is marked as doubtful"
    if known and known.pluralizable != asked.pluralizable:
        yield f"{first(asked)!r} has changed between one text and a plural; {UPDATE}"
    wanted = places(ids(asked)[-1:])
    for text in texts:
        if places([text]) != wanted:
            yield f"{first(asked)!r} has the places {sorted(wanted)}, its translation {text!r} has not"


def places(texts: Iterable[str]) -> set[str]:
    """Return the `{places}` in texts; a text that is no format string counts as one odd place."""
    try:
        return {name for text in texts for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        return {"a brace left open"}


def ids(message: Message) -> list[str]:
    """Return the English of a message, both forms of a plural."""
    return [message.id] if isinstance(message.id, str) else list(message.id)


def strings(message: Message) -> list[str]:
    """Return the translations of a message, one for each plural form."""
    text = message.string or ""
    return [text] if isinstance(text, str) else list(text)


def first(message: Message) -> str:
    """Return the English that names a message."""
    return ids(message)[0]


def missing(language: str) -> dict[str, str]:
    """Return the texts without a translation, ready to be filled in."""
    return {first(message): "" for message in merged(language) if message.id and not all(strings(message))}


def fill(language: str, texts: dict[str, str]) -> None:
    """Put translations into a catalogue, and save it up to date."""
    catalogue = merged(language)
    for message in catalogue:
        text = texts.get(first(message)) if message.id else None
        if text:
            message.string = (text,) * catalogue.num_plurals if message.pluralizable else text
    save(catalogue)


def main(argv: list[str]) -> int:
    """Check, or do what the options say."""
    parser = argparse.ArgumentParser(prog="python -m tests.checks.translations", description=__doc__)
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--missing", metavar="LANGUAGE", choices=LANGUAGES)
    parser.add_argument("--fill", nargs=2, metavar=("LANGUAGE", "FILE"))
    options = parser.parse_args(argv)
    if options.missing:
        print(json.dumps(missing(options.missing), ensure_ascii=False, indent=1))
        return 0
    if options.fill:
        fill(options.fill[0], json.loads(Path(options.fill[1]).read_text(encoding="utf-8")))
    if options.update:
        for language in LANGUAGES:
            save(merged(language))
    found = list(problems())
    print("\n".join(found[:MOST]) or "every text is translated")
    if len(found) > MOST:
        print(f"... and {len(found) - MOST} more")
    return 1 if found and not (options.fill or options.update) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
