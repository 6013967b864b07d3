import numpy as np

from core import Variable


def f(x):
    return x ** 4 - 2 * x ** 2


x = Variable(np.array(2.0))

for round in range(10):
    print(round, x)
    f(x).backward(create_graph=True)
    slope = x.grad
    x.cleargrad()
    slope.backward()
    x.data -= slope.data / x.grad.data
