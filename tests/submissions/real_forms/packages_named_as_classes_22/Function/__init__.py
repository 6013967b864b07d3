from .Add import Add
from .Mul import Mul
from .Sub import Sub
from .Div import Div
from .Neg import Neg
from .Pow import Pow
