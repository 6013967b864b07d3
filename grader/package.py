"""A package such as `dezero/` → a Submission that holds what it offers, from whichever core is in force.

Which core that is, its own `__init__.py` decides when it is imported in the worker; nothing is parsed here.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from grader.clean import clean_line
from grader.submission import Block, Submission, gathered
from grader.words import say

if TYPE_CHECKING:
    from grader.session import Session

CORES = ("core.py", "core_simple.py")
INIT = "__init__.py"
MAIN = "all_of_the_package.py"
OWN_NAME = re.compile(r"^[ \t]*(?:from|import)[ \t]+([A-Za-z_]\w*)\.(?:core_simple|core|functions|utils)\b", re.MULTILINE)
LONGEST = 60
SECONDS = 3.0
PENDING = "package"  # what it is called until its own name has been read

# Runs in the worker, in the place of a main file: the names of the package's modules, gathered into one namespace. A
# module that is built on another Variable than the one in force, as functions.py may be beside core_simple.py, is left out.
GATHER = '''
def _gather(package, names):
    from importlib import import_module
    from sys import modules

    def taken(name):
        try:
            return import_module(name)
        except BaseException:
            return None

    def fits(module):
        return all(getattr(module, name, kind) is kind for name, kind in kinds.items())

    def is_part(value):
        # a module of the package, which may be called as the class in it is: functions/Function.py
        return isinstance(value, type(modules["sys"])) and value.__name__.startswith(f"{package}.")

    whole = taken(package)
    core = modules.get(getattr(getattr(whole, "Variable", None), "__module__", ""))
    said = core is not None
    for name in () if said else names:
        module = taken(f"{package}.{name}")
        core = core or (module if hasattr(module, "Variable") else None)
    kinds = {name: getattr(core, name) for name in ("Variable", "Function") if hasattr(core, name)}
    others = [taken(f"{package}.{name}") for name in ("functions", "utils")]
    rest = [module for name, module in tuple(modules.items()) if name.startswith(package + ".")]
    scope = {}
    for module in (*reversed(rest), others[1], core, others[0], whole):
        if module is not None and fits(module):
            scope.update((k, v) for k, v in vars(module).items() if not (k[:2] == k[-2:] == "__" or is_part(v)))
    if hasattr(whole, "__all__"):
        scope["__all__"] = whole.__all__
    set_up = getattr(core, "setup_variable", None)
    operators = [f"__{name}__" for name in "neg add radd sub rsub mul rmul truediv rtruediv pow".split()]
    lacking = [] if set_up is None else [name for name in operators if not hasattr(core.Variable, name)]
    if lacking:
        set_up()
    called = any(hasattr(core.Variable, name) for name in lacking)
    scope["_in_force"] = [getattr(core, "__name__", ""), said, called]
    return scope
'''


@dataclass(frozen=True)
class Package:
    """A folder of modules that make up one framework; `folder` is its posix name, "" for the top itself."""

    folder: str
    files: tuple[str, ...]

    @property
    def has_init(self) -> bool:
        """Whether it says by itself what it consists of."""
        return INIT in self.files


def packages(names: Iterable[str]) -> tuple[Package, ...]:
    """The packages among the files of a folder: folders with a core, highest first."""
    python = sorted(name for name in names if name.endswith(".py"))
    found = []
    for folder in {posixpath.dirname(name) for name in python}:
        below = f"{folder}/" if folder else ""
        files = tuple(name.removeprefix(below) for name in python if name.startswith(below))
        if {*CORES} & {*files}:
            found.append(Package(folder, files))
    return tuple(sorted(found, key=lambda package: (depth(package.folder), package.folder)))


def depth(folder: str) -> int:
    """How far below the top a folder lies."""
    return folder.count("/") + bool(folder)


def own_name(folder: str, texts: Iterable[str]) -> str:
    """What the modules of a package call it when they import each other; else its folder's name.

    >>> own_name("my-work", ["from dezero.core import Variable", "import dezero.functions as F"])
    'dezero'
    """
    said = Counter(found for text in texts for found in OWN_NAME.findall(text))
    stem = posixpath.basename(folder)
    if stem in said or not said:
        return stem if stem.isidentifier() else "package"
    return str(said.most_common(1)[0][0])


def load(top: Path, package: Package, shown: str) -> Submission:
    """The package as one submission: every module as it is, and a main file that gathers what they offer."""
    read = gathered(top, package.folder, package.files, PENDING)
    texts = {name.removeprefix(f"{PENDING}/"): text for name, text in read.files.items()}
    name = own_name((top / package.folder).name, texts.values())
    cores = tuple(core.removesuffix(".py") for core in CORES if core in package.files)
    text = f"{GATHER}\n\nglobals().update(_gather({name!r}, {cores!r}))\ndel _gather\n"
    files = {**{f"{name}/{file}": text for file, text in texts.items()}, MAIN: text}
    return Submission(shown, read.sha256, MAIN, files, (Block(text),), read.notes)


def in_force(kata, names):  # type: ignore[no-untyped-def]  # a scenario: its code is sent to the worker
    """A scenario: the module that Variable was taken from, who said so, and whether operators had to be set up."""
    return [kata.namespace.get(name) for name in names]


def told(session: Session, package: Package) -> str:
    """The sentence that says which core was placed, asked of the package itself; "" when it does not tell."""
    from grader.shipping import ship

    value: object = session.run(ship(in_force), {"names": ["_in_force"]}, SECONDS).value
    match value:
        case [[str(module), bool(said), bool(called)]] if module:
            return _told(clean_line(module.rpartition(".")[2], LONGEST), said, called, package)
    return ""


def _told(stem: str, said: bool, called: bool, package: Package) -> str:
    others = [core for core in CORES if core in package.files and core != f"{stem}.py"]
    key = "by-init" if said else "by-name" if others else "only"
    why = say(f"package.{key}", core=f"{stem}.py", other="".join(others[:1]), init=INIT)
    return f"{why} {say('package.set-up')}" if called else why
