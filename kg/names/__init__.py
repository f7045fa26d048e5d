"""Which body does this name mean in this document, and which place does the document sit in (机构规范名称)?

市总工会 in a paper of 云州市 is 云州市总工会, 省总 is the union of its province, 市“两办” are two offices.
Answers come from the name, the document's place and its issuer alone; real places are looked up in
`kg.places`, invented or masked ones (X区) work by their suffix. What the document leaves open stays as
written and says so (`local`).

Sources: 《中国工会章程》 for the names of unions by level; GB/T 9704—2012 7.2.5 for 发文机关代字; the usual
short names of party and government bodies are set phrases of official writing.
"""

from kg.names.document_place import place_of
from kg.names.model import CanonicalName, Kind, Level
from kg.names.organizations import canonical_organization

__all__ = ["CanonicalName", "Kind", "Level", "canonical_organization", "place_of"]
