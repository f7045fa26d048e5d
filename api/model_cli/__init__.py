"""`gonghui model`: list, choose, show, compare, train and evaluate embedding models (向量模型)."""

from __future__ import annotations

import typer

from api.model_cli.choosing import RECOMMENDED, WITHOUT_NETWORK, list_models, use
from api.model_cli.evaluating import evaluate
from api.model_cli.training import train
from api.model_cli.trying import near, show

__all__ = ["model_app"]

model_app = typer.Typer(
    help="向量模型：查看、更换、试算、训练、评测。", no_args_is_help=True, rich_markup_mode=None
)
model_app.command("list")(list_models)
model_app.command(epilog=f"{RECOMMENDED} {WITHOUT_NETWORK}")(use)
for command in (show, near, train, evaluate):
    model_app.command()(command)
