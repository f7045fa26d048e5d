"""Which RDF terms does the graph use (词汇表)?

W3C ORG, FOAF, SKOS, Dublin Core and PROV terms where they fit, `gh:` terms where none does. Every term here
is declared in `data/ontology/gonghui.ttl` with a label and a comment in Chinese and English; a test holds
the two together.
"""

from __future__ import annotations

from typing import Final

from pyoxigraph import NamedNode

RDF_NS: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
NAMESPACES: Final[dict[str, str]] = {
    "gh": "https://w3id.org/gonghui/ns#",
    "rdf": RDF_NS,
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "org": "http://www.w3.org/ns/org#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
}

PROLOGUE: Final = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in NAMESPACES.items())
"""The prefixes, as every query of ours begins."""


def term(curie: str) -> NamedNode:
    """`gh:Task` as a node. Raises KeyError for a prefix that is not ours."""
    prefix, name = curie.split(":", 1)
    return NamedNode(NAMESPACES[prefix] + name)


def curie(iri: str) -> str:
    """The short form of a term's IRI; the IRI itself where no prefix fits."""
    for prefix, namespace in NAMESPACES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


# --- classes ---------------------------------------------------------------------------------------
DOCUMENT: Final = term("gh:Document")
PART: Final = term("gh:Part")
SECTION: Final = term("gh:Section")
TASK: Final = term("gh:Task")
TASK_ROW: Final = term("gh:TaskRow")
STEP: Final = term("gh:Step")
INDICATOR: Final = term("gh:Indicator")
INITIATIVE: Final = term("gh:Initiative")
POLICY: Final = term("gh:Policy")
WORKING_GROUP: Final = term("gh:WorkingGroup")
CONTACT: Final = term("gh:Contact")
PASSAGE: Final = term("gh:Passage")
FINDING: Final = term("gh:Finding")
TEXT: Final = term("gh:Text")
SOURCE: Final = term("gh:Source")
CORRECTION: Final = term("gh:Correction")
REGION: Final = term("gh:Region")
ORGANIZATION: Final = term("org:Organization")
UNIT: Final = term("org:OrganizationalUnit")
MEMBERSHIP: Final = term("org:Membership")
ROLE: Final = term("org:Role")
PERSON: Final = term("foaf:Person")

# --- evidence --------------------------------------------------------------------------------------
TYPE: Final = term("rdf:type")
SUBJECT: Final = term("rdf:subject")
PREDICATE: Final = term("rdf:predicate")
OBJECT: Final = term("rdf:object")
VALUE: Final = term("rdf:value")
QUOTED_FROM: Final = term("prov:wasQuotedFrom")
TEXT_VERSION: Final = term("gh:textVersion")
PLACES: Final = term("gh:places")
WRITTEN_AS: Final = term("gh:writtenAs")
RELATION: Final = term("gh:relation")
IN_ROW: Final = term("gh:inRow")

# --- names -----------------------------------------------------------------------------------------
PREF_LABEL: Final = term("skos:prefLabel")
FOAF_NAME: Final = term("foaf:name")
TITLE: Final = term("dcterms:title")

# --- documents -------------------------------------------------------------------------------------
SOURCE_FILE: Final = term("gh:sourceFile")
INDEX: Final = term("gh:index")
GENRE: Final = term("gh:genre")
DOCUMENT_NUMBER: Final = term("gh:documentNumber")
ISSUED: Final = term("dcterms:issued")
PUBLISHER: Final = term("dcterms:publisher")
YEAR: Final = term("gh:year")
CITY: Final = term("gh:city")
PROVINCE: Final = term("gh:province")
COUNTY: Final = term("gh:county")
ADDRESSEE: Final = term("gh:addressee")
SPATIAL: Final = term("dcterms:spatial")
HAS_PART: Final = term("dcterms:hasPart")
HAS_SECTION: Final = term("gh:hasSection")
HAS_TASK: Final = term("gh:hasTask")
MENTIONS: Final = term("gh:mentions")
REALISES: Final = term("gh:realises")
LEVEL: Final = term("gh:level")
BODY: Final = term("gh:body")
EXTENT: Final = term("gh:extent")

# --- tasks -----------------------------------------------------------------------------------------
NUMBER: Final = term("gh:number")
WORDING: Final = term("gh:wording")
POSITION: Final = term("gh:position")
SECTION_PATH: Final = term("gh:sectionPath")
HAS_ROW: Final = term("gh:hasRow")
HAS_STEP: Final = term("gh:hasStep")
QUARTER: Final = term("gh:quarter")
DELIVERABLE: Final = term("gh:deliverable")
DEADLINE: Final = term("gh:deadline")
RESPONSIBLE: Final = term("gh:responsible")
LEAD: Final = term("gh:lead")
COOPERATING: Final = term("gh:cooperating")
CITES: Final = term("gh:cites")
CREATES: Final = term("gh:creates")
CITED_ISSUER: Final = term("gh:citedIssuer")
HAS_INDICATOR: Final = term("gh:hasIndicator")
AMOUNT: Final = term("gh:amount")
MEASURE: Final = term("gh:measure")
COMPARATOR: Final = term("gh:comparator")
DUE: Final = term("gh:due")
HAS_INITIATIVE: Final = term("gh:hasInitiative")

# --- people and organisations ----------------------------------------------------------------------
UNIT_OF: Final = term("org:unitOf")
SUB_ORGANIZATION_OF: Final = term("org:subOrganizationOf")
MEMBER_OF: Final = term("org:memberOf")
HAS_MEMBERSHIP: Final = term("org:hasMembership")
MEMBERSHIP_IN: Final = term("org:organization")
HOLDS_ROLE: Final = term("org:role")
OFFICE: Final = term("gh:office")
LIAISON_FOR: Final = term("gh:liaisonFor")
IN_CHARGE_OF: Final = term("gh:inChargeOf")
PORTFOLIO: Final = term("gh:portfolio")
HAS_CONTACT: Final = term("gh:hasContact")
CONTACT_KIND: Final = term("gh:contactKind")
CONTACT_VALUE: Final = term("gh:contactValue")

# --- what search and doctor read -------------------------------------------------------------------
PASSAGE_OF: Final = term("gh:passageOf")
PASSAGE_KIND: Final = term("gh:passageKind")
LOCATOR: Final = term("gh:locator")
OF_TASK: Final = term("gh:ofTask")
FINDING_IN: Final = term("gh:findingIn")
RULE: Final = term("gh:rule")
MESSAGE: Final = term("gh:message")

# --- the workspace's own records -------------------------------------------------------------------
PATH: Final = term("gh:path")
FILE_DIGEST: Final = term("gh:fileDigest")
HOLDS: Final = term("gh:holds")
GENERATION: Final = term("gh:generation")

# --- what was corrected by hand --------------------------------------------------------------------
READ_AS: Final = term("gh:readAs")
WRITTEN_INSTEAD: Final = term("gh:writtenInstead")
AS_READ: Final = term("gh:asRead")
AS_CORRECTED: Final = term("gh:asCorrected")
DECISIONS: Final = term("gh:decisions")

XSD_DATE: Final = term("xsd:date")
XSD_YEAR_MONTH: Final = term("xsd:gYearMonth")
XSD_YEAR: Final = term("xsd:gYear")
XSD_INTEGER: Final = term("xsd:integer")

CONTAINMENT: Final = (
    HAS_TASK, HAS_ROW, HAS_STEP, HAS_SECTION, HAS_PART, HAS_INDICATOR, HAS_MEMBERSHIP, HAS_CONTACT,
)  # fmt: skip
"""From a whole to a part that stands in one document only: the part's own quote is the evidence, so these need no
reification (four triples less for each)."""

UNIT_PROPERTIES: Final = (RESPONSIBLE, LEAD, COOPERATING)
"""How a unit answers for a task: 责任, 牵头, 配合."""

ENTITY_KINDS: Final[dict[str, NamedNode]] = {
    "organization": ORGANIZATION,
    "department": UNIT,
    "person": PERSON,
    "policy": POLICY,
    "initiative": INITIATIVE,
    "group": WORKING_GROUP,
}
"""The kinds of entity that live across documents, and their classes."""
