"""Bodies (组织机构) that a text names: unions, party and state organs, groups, firms, schools."""

from ingest.extract.organizations.finding import find_organizations

__all__ = ["find_organizations"]
