import numpy as np
from small import Function


def f(x):
    return x ** 4 - 2 * x ** 2


x = Variable(np.array(2.0))

for turn in range(10):
    print(turn, x)
    x.cleargrad()
    f(x).backward(create_graph=True)
    slope = x.grad
    x.cleargrad()
    slope.backward()
    x.data -= slope.data / x.grad.data
