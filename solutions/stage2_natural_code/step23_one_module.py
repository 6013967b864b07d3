'''One module, one framework

So far the framework was a file that you start. From here on it is a *module*: a file that other
programs import, and that does nothing by itself but be there. Three things make it one.

       program.py                          framework.py
    +-------------------------+         +--------------------------------------------+
    | from framework import * | <------ |  __all__        the names that go across   |
    |                         |         |                                            |
    | y = 2.0 - x             |         |  class Variable:        def rsub(x0, x1):  |
    +-------------------------+         |      __rsub__ <------------+               |
                                        |               setup_variable()             |
                                        |                                            |
                                        |  if __name__ == "__main__":                |
                                        |      runs when this file is started,       |
                                        |      and not when it is imported           |
                                        +--------------------------------------------+

**What stands at the left margin runs at every import.** Python reads an imported file from top to
bottom and runs it, once. A `print` there prints in other people's programs. A line that opens a
file of yours fails on their machines. And a function that leans on a name which only your
demonstration makes works as long as you start the file, and never for them.

**The operators are set up in one place.** Now they are ten methods in the class, and each is a
detour to a function further down. But a method is no more than a function that the class holds:
for `2.0 - x` Python calls `Variable.__rsub__(x, 2.0)`. So the function itself can be put there, by
`Variable.__rsub__ = rsub`. The function `setup_variable` does this for all ten, and one call at the
end of the file, where all the functions exist, is enough. When the framework grows to several
files, the class can stand in one of them, and the functions in others of which it knows nothing.
The ten methods in the class are idle from then on; you may take them out.

Mind which function belongs where. For `2.0 - x` at x = 3 the variable is handed over first,
although it stands on the right:

>>> x = Variable(np.array(3.0))
>>> rsub(x, 2.0)
Variable(-1.0)
>>> sub(x, 2.0)
Variable(1.0)

2 - 3 is -1, so `__rsub__` is the place for `rsub`. With + and * the order makes no difference, and
one function does for both sides.

**`__all__` says which names go across.** It is a list of strings. `from framework import *` brings
these names, and no others. Without the list it brings all that do not begin with an underscore,
`np` and `heapq` included. If the list holds a name that does not exist, the import fails. A good
list has what a program needs: the classes, the modes, the functions. One of the functions is better
left out: a program that imports our `pow` has lost Python's own.

To find out by yourself: give one variable an operator of its own, `x.__neg__ = lambda: "mine"`.
What is `-x` now, and what is `x.__neg__()`? Why then does `setup_variable` write into the class?
'''

HINTS = (
    "Look at the ten methods in the class Variable, from __add__ to __pow__: each of them calls one function with the "
    "same arguments. That function is what belongs in its place.",
    "An attribute of a class is set like any other: Variable.__add__ = add, without parentheses behind add, since the "
    "function is not to be called yet. __radd__ gets the same function; which one do __rsub__ and __rtruediv__ get?",
    "Ten lines: __neg__ is neg, __add__ and __radd__ are add, __mul__ and __rmul__ are mul, __sub__ is sub, __rsub__ "
    "is rsub, __truediv__ is div, __rtruediv__ is rdiv, __pow__ is pow. Then one line at the left margin calls "
    'setup_variable(), and __all__ = ["Variable", "Function", …] holds strings.',
)

# begin answer: the names, as strings, of the classes, modes and functions that `import *` is to bring
__all__ = [
    "Variable",
    "Function",
    "Config",
    "using_config",
    "no_grad",
    "as_array",
    "as_variable",
    "square",
    "exp",
    "add",
    "mul",
    "neg",
    "sub",
    "div",
]
# end answer


def setup_variable():
    """Make functions of this module the operators of the class `Variable`: + - * / and **.

    All but ** also take a number or an array on the left of a variable.
    """
    # begin answer: for each operator, put the function that computes it into the class `Variable`
    Variable.__neg__ = neg
    Variable.__add__ = add
    Variable.__radd__ = add
    Variable.__sub__ = sub
    Variable.__rsub__ = rsub
    Variable.__mul__ = mul
    Variable.__rmul__ = mul
    Variable.__truediv__ = div
    Variable.__rtruediv__ = rdiv
    Variable.__pow__ = pow
    # end answer


# begin answer: call `setup_variable` here, so that to import this file is all that it takes
setup_variable()
# end answer


if __name__ == "__main__":
    x = Variable(np.array(3.0))
    print("2 - x =", 2.0 - x, "is computed by", Variable.__rsub__.__qualname__, "and should be by rsub")
    print("from this module, import * brings", globals().get("__all__", "whatever there is"))
