from base_class import Variable, Function
import numpy as np


class Square(Function):
    def forward(self, x):
        return x ** 2

    def backward(self, gy):
        return 2 * self.inputs[0].data * gy


class Add(Function):
    def forward(self, x0, x1):
        return x0 + x1

    def backward(self, gy):
        return gy, gy


x = Variable(np.array(2.0))
y = Variable(np.array(3.0))
z = Add()(Square()(x), Square()(y))
z.backward()
print(z.data, x.grad, y.grad)
