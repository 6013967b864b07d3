from .core import *
from .core import Variable, setup_variable
from . import core

setup_variable()
x = Variable(core.np.array(2.0))
print(3.0 / x - x ** 2)
