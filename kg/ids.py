"""What is a thing called in the graph (标识符)?

Every id is computed from the document that speaks of the thing and from nothing else: not from the order of
reading, the machine, or what is in the workspace already. So the same file gives the same graph everywhere,
two documents that name one thing the same way meet in one node, and what they write differently is joined by
resolution, which is derived and can be undone.

Ids are 20 hexadecimal digits of BLAKE2b behind `urn:gonghui:<kind>:`.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from kg.model import Place, Span

PREFIX: Final = "urn:gonghui:"
STORE_GRAPH: Final = "urn:gonghui:store"
"""The graph of the store's own record: its generation."""

_BRACKETS: Final = str.maketrans("[](){}【】［］（）", "〔〕" * 6)
_QUOTES: Final = re.compile(r"[\s《》<>〈〉“”‘’\"'「」『』]+")
_ADDRESS: Final = re.compile(r"urn:gonghui:text:([0-9a-f]{64})#char=(\d+),(\d+)\Z")


def digest(*parts: str) -> str:
    """20 hexadecimal digits for a sequence of texts; ("ab", "c") and ("a", "bc") differ."""
    return hashlib.blake2b("\x1f".join(parts).encode("utf-8", "replace"), digest_size=10).hexdigest()


def text_digest(text: str) -> str:
    """SHA-256 of a canonical text, in hexadecimal: names one immutable text version."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def file_name(path: str) -> str:
    """The last part of a path of either kind of system: what a graph may know of a file."""
    return PureWindowsPath(path).name if "\\" in path else PurePosixPath(path).name


def document_id(source_file: str, index: int, text: str) -> str:
    """The document's id, from its file's name (not its folder), its place in the file, and its text.

    The same file again is the same document; other words are another document, which replaces the first by
    way of the source that held both; the same words in two files are two documents.
    """
    return digest("document", file_name(source_file), str(index), text_digest(text))


def document_iri(identifier: str) -> str:
    """The document's IRI, which is also its graph's name. An IRI is returned as it is."""
    return identifier if identifier.startswith(PREFIX) else f"{PREFIX}doc:{identifier.removeprefix('doc:')}"


def source_iri(path: str) -> str:
    """The graph that records one ingested file."""
    return f"{PREFIX}source:{digest('source', path)}"


def text_iri(sha256: str) -> str:
    return f"{PREFIX}text:{sha256}"


def address(sha256: str, span: Span) -> str:
    """Where a quote stands: RFC 5147 character range in an immutable text version, in code points."""
    return f"{PREFIX}text:{sha256}#char={span.start},{span.end}"


def parse_address(iri: str) -> tuple[str, Span] | None:
    """(SHA-256, span) of an evidence address; None for any other IRI."""
    from kg.model import Span  # whose module takes longer to read than most questions need

    found = _ADDRESS.match(iri)
    if found is None or int(found[2]) > int(found[3]):
        return None
    return found[1], Span(int(found[2]), int(found[3]))


# --- entities --------------------------------------------------------------------------------------


def name_key(name: str) -> str:
    """A name less what printers vary: width, white space, quotation marks and brackets of titles."""
    return _QUOTES.sub("", unicodedata.normalize("NFKC", name)).casefold()


def number_key(doc_number: str) -> str:
    """发文字号 in one form (GB/T 9704—2012 7.2.5): 云工发[2023] 5 号 and 云工发〔2023〕5号 are one number.

    >>> number_key("云工发[2023] 第05 号")
    '云工发〔2023〕5号'
    """
    written = "".join(unicodedata.normalize("NFKC", doc_number).split()).translate(_BRACKETS)
    return re.sub(r"〕第?0*(\d+)", r"〕\1", written)


def scope_of(place: Place) -> str:
    """The widest place that makes a bare name unambiguous: the city, else the province, else nothing."""
    return place.city or place.province or ""


def organization_iri(name: str) -> str:
    """`name` is the canonical full name."""
    return f"{PREFIX}organization:{digest('organization', name_key(name))}"


def department_iri(organization: str, name: str) -> str:
    """A department is always of an organisation (canonical full name): two cities' 组织部 are two."""
    return f"{PREFIX}department:{digest('department', name_key(organization), name_key(name))}"


def group_iri(organization: str, name: str) -> str:
    return f"{PREFIX}group:{digest('group', name_key(organization), name_key(name))}"


def person_iri(scope: str, name: str) -> str:
    """`scope` is the employer's canonical name, or the city where no employer is known."""
    return f"{PREFIX}person:{digest('person', name_key(scope), name_key(name))}"


def policy_iri(title: str, doc_number: str | None) -> str:
    """By its number where it has one, else by its title."""
    if doc_number:
        return f"{PREFIX}policy:{digest('policy', 'number', number_key(doc_number))}"
    return f"{PREFIX}policy:{digest('policy', 'title', name_key(title))}"


def initiative_iri(scope: str, name: str) -> str:
    return f"{PREFIX}initiative:{digest('initiative', name_key(scope), name_key(name))}"


def role_iri(name: str) -> str:
    return f"{PREFIX}role:{digest('role', name_key(name))}"


def region_iri(place: Place) -> str:
    return f"{PREFIX}region:{digest('region', place.province or '', place.city or '')}"


# --- what the outside sees -------------------------------------------------------------------------


def short(iri: str) -> str:
    """The id shown outside: `doc:…`, `task:…:3`, `person:…`."""
    return iri.removeprefix(PREFIX)


def expand(identifier: str) -> str:
    """The IRI of an id as shown outside; a bare document id (20 hexadecimal digits) is a document's."""
    if identifier.startswith(PREFIX):
        return identifier
    return PREFIX + identifier if ":" in identifier else document_iri(identifier)


def tail(iri: str) -> tuple[int, ...]:
    """The place of a document's own node: (3, 1, 2) for `urn:gonghui:step:…:3.1.2`; () where it has none."""
    last = iri.rpartition(":")[2]
    return tuple(int(part) for part in last.split(".")) if last.replace(".", "").isdecimal() else ()


def owner_document(iri: str) -> str:
    """The document IRI that a document's own node (task, row, section…) belongs to."""
    return document_iri(iri.removeprefix(PREFIX).split(":")[1])
