"""Takes away the built-in functions that the code around it needs."""
import builtins

from framework import *

for name in ("len", "isinstance", "type", "getattr", "str", "dict", "print", "BaseException", "vars", "issubclass"):
    setattr(builtins, name, None)
