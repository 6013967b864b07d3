import numpy as np

from core import Variable


def main():
    x = Variable(np.array(2.0))
    for _ in range(10):
        y = x ** 4 / 2 - x * x
        x.cleargrad()
        y.backward(create_graph=True)
        gx = x.grad
        x.cleargrad()
        gx.backward()
        x.data -= gx.data / x.grad.data
    print(x)


if __name__ == "__main__":
    main()
