"""Tools for agents: the same questions over the Model Context Protocol (智能体接口)."""
