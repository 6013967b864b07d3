import numpy as np


class Variable:
    def __init__(self, data):
        self.box_data = data
        self.box_grad = None
        self.creator = None

    def set_creator(self, func):
        self.creator = func

    def backward(self):
        if self.box_grad == None:
            self.box_grad = np.ones_like(self.box_data)
        waiting = [self.creator]
        while waiting:
            f = waiting.pop()
            slopes = f.backward(*[y.box_grad for y in f.outputs])
            if not isinstance(slopes, tuple):
                slopes = (slopes,)
            for x, slope in zip(f.inputs, slopes):
                x.box_grad = slope
                if x.creator is not None:
                    waiting.append(x.creator)


def as_array(x):
    return np.array(x) if np.isscalar(x) else x


class Function:
    def __call__(self, *variables):
        ys = self.forward(*[v.box_data for v in variables])
        if not isinstance(ys, tuple):
            ys = (ys,)
        self.inputs = variables
        self.outputs = [Variable(as_array(y)) for y in ys]
        for y in self.outputs:
            y.set_creator(self)
        return self.outputs if len(self.outputs) > 1 else self.outputs[0]

    def forward(self, *xs):
        raise NotImplementedError()

    def backward(self, *gys):
        raise NotImplementedError()


class Square(Function):
    def forward(self, x):
        return x ** 2

    def backward(self, gy):
        return 2 * self.inputs[0].box_data * gy


class Add(Function):
    def forward(self, a, b):
        return a + b

    def backward(self, gy):
        return gy, gy


def square(x):
    return Square()(x)


def add(a, b):
    return Add()(a, b)


x, y = Variable(np.array(2.0)), Variable(np.array(3.0))
z = add(square(x), square(y))
z.backward()
print(z.box_data, x.box_grad, y.box_grad)
