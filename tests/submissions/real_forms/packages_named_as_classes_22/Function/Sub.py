from Function.Base import Base as BaseFunction
from Variable.Base import Base as BaseVariable
from tools import as_array


class Sub(BaseFunction):
    def forward(self, a, b):
        return a - b

    def backward(self, gy):
        return gy, -gy


def sub(a, b):
    return Sub()(a, as_array(b))


BaseVariable.__sub__ = sub
BaseVariable.__rsub__ = lambda a, b: Sub()(as_array(b), a)
