"""What a person can do in the room of personas, and the commands it asks for by name."""

from collections.abc import Sequence
from typing import Final

from b2bdesk.terms import N_
from ui.actions import Act

ACTS: Final = (
    Act("persona_new", N_("New persona"), "user-plus", ("N",), "writable", run="new"),
    Act("persona_duplicate", N_("Duplicate"), "copy", ("Ctrl+D",), "writable", run="duplicate"),
    Act("persona_compare", N_("Compare with a version or a persona"), "git-compare", (), "open", run="compare"),
    Act("persona_keep", N_("Keep a version"), "bookmark", (), "writable", run="keep_version"),
    Act("persona_merge", N_("Merge two personas"), "merge", (), "writable", run="merge"),
    Act("persona_print", N_("Print this card…"), "printer", ("P",), "open", run="print_card"),
    Act("persona_copy", N_("Copy to another plan…"), "file-down", (), "open", run="copy_out"),
    Act("persona_bring", N_("Bring from another plan…"), "file-up", (), "writable", run="bring_in"),
    Act("persona_lead", N_("Leading persona, or not"), "star", (), "writable", run="lead"),
    Act("persona_unwanted", N_("Not for us, or wanted again"), "ban", (), "writable", run="unwant"),
    Act("persona_archive", N_("Archive or bring back"), "archive", (), "writable", run="archive"),
    Act("persona_delete", N_("Delete"), "trash-2", (), "writable", run="delete"),
    Act("persona_find", N_("Find in this list"), "search", ("/",), "open", run="focus_filter"),
)
MENU: Final[Sequence[str]] = (
    "persona_duplicate",
    "persona_keep",
    "persona_compare",
    "persona_merge",
    "",
    "persona_print",
    "persona_copy",
    "persona_bring",
    "",
    "persona_lead",
    "persona_unwanted",
    "",
    "persona_archive",
    "persona_delete",
)
SHOWN_KEYS: Final = {"persona_duplicate": "Ctrl+D", "persona_print": "P", "persona_delete": "Del"}
"""Keys as the menu names them; Delete works in the gallery alone, for elsewhere it is about what has the keyboard."""
