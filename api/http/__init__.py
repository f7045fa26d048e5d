"""The program over HTTP (HTTP 接口): FastAPI, SPARQL 1.1 Protocol, jobs, the page. `api.http.app.create_app` makes it."""
