import numpy as np


class Variable:
    def __init__(self, data):
        if not isinstance(data, np.ndarray):
            raise TypeError(f"an array was expected, not {type(data).__name__}")
        self.data = data
        self.creator = None


class Function:
    def __call__(self, inputs):
        ys = self.forward([x.data for x in inputs])
        outputs = [Variable(y) for y in ys]
        for output in outputs:
            output.creator = self
        self.ins, self.outs = inputs, outputs
        return outputs

    def forward(self, xs):
        raise NotImplementedError()


class Add(Function):
    def forward(self, xs):
        a, b = xs
        return (a + b,)


if __name__ == "__main__":
    print(Add()([Variable(np.array([1.0])), Variable(np.array([2.0]))])[0].data)
