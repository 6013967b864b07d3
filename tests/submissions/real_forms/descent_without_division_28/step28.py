import numpy as np
from little import Variable


def rosenbrock(x0, x1):
    return 100 * (x1 - x0 ** 2) ** 2 + (1 - x0) ** 2


x0, x1 = Variable(np.array(0.0)), Variable(np.array(2.0))

for i in range(1000):
    y = rosenbrock(x0, x1)
    x0.cleargrad()
    x1.cleargrad()
    y.backward()
    x0.data -= 0.001 * x0.grad
    x1.data -= 0.001 * x1.grad

print(x0, x1)
