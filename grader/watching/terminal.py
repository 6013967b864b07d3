"""What stdin and stdout are → how to show things there: drawn anew, one after the other with keys, or as plain lines.

The mode in which keys arrive one by one is left on every way out.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from typing import Any


class Terminal:
    """The learner's terminal. `keyboard` is where keys are read, None where nobody types; `redraws` whether it can be cleared."""

    def __init__(self) -> None:
        typed = _is_terminal(sys.stdin) and _is_terminal(sys.stdout)
        self.keyboard = sys.stdin.fileno() if typed else None
        self.redraws = typed and os.environ.get("TERM", "dumb") != "dumb"
        self._before: list[Any] | None = None

    def __enter__(self) -> Terminal:
        self.enter()
        return self

    def __exit__(self, *_: object) -> None:
        self.leave()

    def enter(self) -> None:
        """Let keys arrive one by one, unechoed; Ctrl-C and Ctrl-Z stay what they are. Does no harm where they do already."""
        if self.keyboard is None:
            return
        import termios

        if self._before is None:
            self._before = termios.tcgetattr(self.keyboard)
        before = self._before
        mode = [*before[:3], before[3] & ~(termios.ICANON | termios.ECHO), *before[4:6], [*before[6]]]
        mode[6][termios.VMIN], mode[6][termios.VTIME] = 1, 0
        termios.tcsetattr(self.keyboard, termios.TCSANOW, mode)

    def leave(self) -> None:
        """Put the terminal back as it was found; whatever was typed and not read is for the shell."""
        if self.keyboard is None or self._before is None:
            return
        import termios

        before, self._before = self._before, None
        try:
            termios.tcsetattr(self.keyboard, termios.TCSANOW, before)
        except termios.error:  # it has gone
            pass

    def suspend(self) -> None:
        """Stop, as Ctrl-Z asks, with the terminal as it was found; comes back when the shell continues us."""
        self.leave()
        handler = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGTSTP)
        signal.signal(signal.SIGTSTP, handler)
        self.enter()

    def rows(self) -> int:
        """How many lines it shows."""
        return max(8, shutil.get_terminal_size((80, 24)).lines)

    def write(self, text: str) -> None:
        """Show a text at once. Raises BrokenPipeError where whoever read it has gone."""
        try:
            sys.stdout.write(text)
            sys.stdout.flush()
        except BrokenPipeError:
            raise
        except OSError:  # the terminal was closed: SIGHUP says so too
            if self.keyboard is None:
                raise


def _is_terminal(stream: Any) -> bool:
    try:
        return bool(stream.isatty())
    except (AttributeError, ValueError):  # closed, as `<&-` does
        return False
