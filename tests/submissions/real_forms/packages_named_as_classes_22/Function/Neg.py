from Function.Base import Base as BaseFunction
from Variable.Base import Base as BaseVariable
from tools import as_array


class Neg(BaseFunction):
    def forward(self, a):
        return -a

    def backward(self, gy):
        return -gy


BaseVariable.__neg__ = lambda a: Neg()(a)
