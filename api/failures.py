"""How does a command end that cannot go on (命令的失败)? One line on standard error and an exit status, never a traceback."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from api.printing import echo
from kg.errors import GonghuiError

__all__ = ["told"]


@contextmanager
def told() -> Iterator[None]:
    """Turns what goes wrong inside into SystemExit: 2 for what the user can mend, 130 for Ctrl-C, 0 for a reader of a pipe
    (head, less) that has seen enough."""
    try:
        yield
        sys.stdout.flush()
    except GonghuiError as error:
        echo(f"错误：{error}", err=True)
        raise SystemExit(2) from error
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None
    except OSError as error:
        from ingest.readers.reasons import reason

        echo(f"错误：无法读写 {error.filename or ''}：{reason(error)}", err=True)
        raise SystemExit(2) from error
    except KeyboardInterrupt:
        echo("已中断", err=True)
        raise SystemExit(130) from None
