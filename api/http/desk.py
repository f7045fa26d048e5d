"""What does one server hold (服务的部件)? Made with the app, started and stopped with it."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from threading import Event
from typing import Final

from api.http.jobs import Jobs
from api.http.observing import Metrics
from api.http.pinning import clear_pinned
from api.http.settings import ServerSettings
from api.http.sparql_pool import SparqlPool
from api.http.state import Keeper
from api.http.uploads import clear_incoming

__all__ = ["VERSION", "Desk"]


def _version() -> str:
    try:
        return version("gonghui")
    except PackageNotFoundError:  # run out of a checkout
        return "0"


VERSION: Final = _version()


@dataclass(slots=True)
class Desk:
    """`stopping` is set when the server is asked to end: streams end then."""

    settings: ServerSettings
    metrics: Metrics
    keeper: Keeper
    jobs: Jobs
    sparql: SparqlPool
    stopping: Event

    @classmethod
    def of(cls, settings: ServerSettings) -> Desk:
        metrics = Metrics()
        keeper = Keeper(settings.workspace)
        desk = cls(settings, metrics, keeper, Jobs(settings, keeper, metrics), SparqlPool(settings), Event())
        metrics.watch("gonghui_ready", "工作区是否已打开", lambda: float(keeper.ready))
        metrics.watch(
            "gonghui_generation",
            "工作区写入的次数",
            lambda: float(keeper.state().workspace.generation) if keeper.ready else 0.0,
        )
        metrics.watch(
            "gonghui_jobs_open", "未完成的读入任务", lambda: float(sum(not j.over for j in desk.jobs.all()))
        )
        return desk

    def start(self) -> None:
        """Raises WorkspaceError where the folder is no workspace and cannot become one."""
        from kg.workspace import Workspace

        if not (self.settings.workspace / "version.json").exists():
            Workspace.open(self.settings.workspace).close()
        Workspace.read(self.settings.workspace).close()
        clear_incoming(self.settings.workspace)
        clear_pinned(self.settings.workspace)
        self.keeper.start()
        self.jobs.start()

    def stop(self) -> None:
        self.stopping.set()
        self.jobs.stop()
        self.sparql.stop()
        self.keeper.stop()
