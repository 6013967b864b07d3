"""What `make test` runs, the same here and in CI: the linters, then pytest over the project's own tests."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
# One file more than there are processors, because those of watch mode wait most of the time.
WORKERS = str((os.cpu_count() or 1) + 1)
SIDE_BY_SIDE = ("-p", "xdist", "-n", WORKERS, "--dist", "loadfile", "--no-loadscope-reorder")
COMMANDS = (
    (str(BIN / "ruff"), "check", "."),
    (str(BIN / "mypy"),),
    (sys.executable, "-m", "pytest", "-q", "-p", "pytest_timeout", *SIDE_BY_SIDE),
)


def main() -> int:
    """Run each command; the first failure ends the run with its exit code."""
    environment = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "OPENBLAS_NUM_THREADS": "1"}
    for command in COMMANDS:
        print("$", " ".join([Path(command[0]).name, *command[1:]]), flush=True)
        code = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
        if code:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main())
