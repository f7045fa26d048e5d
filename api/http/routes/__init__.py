"""The routes, one file per subject (路由): thin over `api.gonghui` and what the command line uses."""
