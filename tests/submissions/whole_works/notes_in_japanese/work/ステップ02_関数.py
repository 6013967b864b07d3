from typing import Any
import numpy as np


class Variable:
    def __init__(self, data: np.ndarray) -> None:
        self.data = data


class Function:
    def __call__(self, input: Variable) -> Variable:
        return Variable(self.forward(input.data))

    def forward(self, x: np.ndarray) -> Any:
        raise NotImplementedError()  # 継承して使う


class Square(Function):
    def forward(self, x: np.ndarray) -> Any:
        return x**2


f = Square()
print(type(f(Variable(np.array(10)))))
