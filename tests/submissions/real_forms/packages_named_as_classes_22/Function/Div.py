from Function.Base import Base as BaseFunction
from Variable.Base import Base as BaseVariable
from tools import as_array


class Div(BaseFunction):
    def forward(self, a, b):
        return a / b

    def backward(self, gy):
        return gy / self.inputs[1].data, -gy * self.inputs[0].data / self.inputs[1].data ** 2


def div(a, b):
    return Div()(a, as_array(b))


BaseVariable.__truediv__ = div
BaseVariable.__rtruediv__ = lambda a, b: Div()(as_array(b), a)
