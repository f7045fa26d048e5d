"""Which node does a name mean inside one document (文内名称的归属)?

市总工会 in a paper of 云州市 is 云州市总工会; 组织部 is the issuer's own department; 市总办公室 is the
department 办公室 of 云州市总工会; 市人社局 is an organisation by itself. Answers from the document alone,
kept for the length of it, since one paper says the same names over and over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from kg import ids
from kg.characters import simplified
from kg.model import Place, squeeze
from kg.names import CanonicalName, Kind, canonical_organization

_BODY: Final = re.compile(
    r"(?:工会|工会联合会|[委局厅院校署行社馆]|公司|集团|小学|中学|中专|幼儿园|技校|职教中心|文化站|协会|学会|联合会|商会|政府|法院|检察院|学校|学院|大学|医院|基金会|企业|单位|系统|"
    r"[县市区旗州盟镇乡]|街道)$"
)
"""Ends of names that are bodies of their own; 部 室 处 科 办 组 中心 are parts of one."""
_PART: Final = re.compile(
    r"(?:党委|纪委|工委|女职工委员会|女职委|经审委|经审会|经费审查委员会|专委会|委员会办公室|机关工会|直属机关工会)$"
)
"""Parts of a union that end like bodies: 机关党委, 经审委, 女职委 (《中国工会章程》第四、五章)."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name placed: `kind` is organization, department or group; `scope` is its owner's canonical name, or
    "".
    """

    kind: str
    iri: str
    name: str
    owner: CanonicalName | None = None


@dataclass(slots=True)
class Naming:
    """The names of one document. `issuer` as written; `document` is the scope of last resort: then nothing
    is shared.
    """

    place: Place
    issuer: str | None
    document: str
    home: CanonicalName | None = None
    _units: dict[str, Named] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.home = self._home()

    @property
    def home_key(self) -> str:
        """What the issuer's own departments and groups are scoped by."""
        return self.key(self.home) if self.home else self.scope

    @property
    def scope(self) -> str:
        """Where a bare name is unambiguous: the city or province, else the issuer, else this document
        alone.
        """
        return ids.scope_of(self.place) or (self.key(self.home) if self.home else self.document)

    def body(self, written: str) -> CanonicalName:
        """The canonical body for a name as written here."""
        return canonical_organization(squeeze(written), self.place, self.issuer)

    def key(self, body: CanonicalName) -> str:
        """What tells a body from all others; one that is known only here is scoped by the place, or the
        document.
        """
        if body.local:
            return f"{ids.scope_of(self.place) or self.document}/{body.name}"
        return body.key

    def organization(self, written: str) -> Named:
        """A name that is known to be a body of its own (an employer, a county union)."""
        body = self.body(written)
        return self.of(body)

    def of(self, body: CanonicalName) -> Named:
        return Named("organization", ids.organization_iri(self.key(body)), body.name or "?")

    def unit(self, written: str) -> Named:
        """A responsible unit, an issuer, an office: a body of its own, or a department of the issuer's."""
        found = self._units.get(written)
        if found is None:
            found = self._units[written] = self._unit(simplified(written))
        return found

    def department(self, written: str, owner: CanonicalName | None) -> Named:
        """A department of `owner`; of this document alone where no owner is known."""
        name = squeeze(written)
        scope = self.key(owner) if owner else self.document
        return Named("department", ids.department_iri(scope, name), name, owner)

    def group(self, written: str) -> Named:
        name = squeeze(written)
        return Named("group", ids.group_iri(self.home_key, name), name, self.home)

    def _unit(self, written: str) -> Named:
        name = squeeze(written)
        body = self.body(name)
        if body.unit and body.parent:
            return self.department(body.unit, self.body(body.parent))
        if body.kind is Kind.GROUP:
            return self.group(name)
        loose = body.rule == "as-written" and body.kind is Kind.OTHER
        if loose and (_PART.search(name) or not _BODY.search(name)):
            return self.department(name, self.home)
        return self.of(body)

    def _home(self) -> CanonicalName | None:
        """The body whose departments are meant: the issuer without its own office, else the place's union."""
        written = self.issuer or (
            "市总工会" if self.place.city else "省总工会" if self.place.province else None
        )
        if written is None:
            return None
        body = self.body(written)
        return self.body(body.parent) if body.unit and body.parent else body
