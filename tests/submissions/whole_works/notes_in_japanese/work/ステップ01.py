# 箱を作る
import numpy as np


class Variable:
    def __init__(self, data: np.ndarray) -> None:
        self.data = data


x = Variable(np.array(1.0))
print(x.data)
x.data = np.array(2.0)
print(x.data)
