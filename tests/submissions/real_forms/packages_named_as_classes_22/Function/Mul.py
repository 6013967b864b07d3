from Function.Base import Base as BaseFunction
from Variable.Base import Base as BaseVariable
from tools import as_array


class Mul(BaseFunction):
    def forward(self, a, b):
        return a * b

    def backward(self, gy):
        return gy * self.inputs[1].data, gy * self.inputs[0].data


def mul(a, b):
    return Mul()(a, as_array(b))


BaseVariable.__mul__ = mul
BaseVariable.__rmul__ = mul
