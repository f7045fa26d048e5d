"""The outside: settings, wiring, command line, HTTP, web page and MCP (对外接口)."""
