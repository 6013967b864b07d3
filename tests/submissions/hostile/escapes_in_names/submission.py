"""Raises an error whose class, function, file and line hold what a terminal obeys."""
from framework import *

evil = "\x1b[2J\x1b[31mred\x1b]0;title\x07\x1b(0\x9b31m\u202eflipped\u2066isolated\u200f\u061c"
Evil = type(evil, (Exception,), {})
scope = {"Evil": Evil}
exec(compile("def add(x0, x1):\n    raise Evil", f"/submission/{evil}\n.py", "exec"), scope)
add = scope["add"]
add.__code__ = add.__code__.replace(co_name=evil)
