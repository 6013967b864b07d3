import numpy as np


class Base:
    __array_priority__ = 200

    def __init__(self, data, name=None):
        if data is not None and not isinstance(data, np.ndarray):
            raise TypeError(f"{type(data)} is not supported")
        self.data, self.name, self.grad, self.creator, self.generation = data, name, None, None, 0

    def set_creator(self, f):
        self.creator = f
        self.generation = f.generation + 1

    def cleargrad(self):
        self.grad = None

    def backward(self, retain_grad=False):
        if self.grad is None:
            self.grad = np.ones_like(self.data)
        waiting, met = [], set()

        def put(f):
            if f not in met:
                met.add(f)
                waiting.append(f)
                waiting.sort(key=lambda each: each.generation)

        put(self.creator)
        while waiting:
            f = waiting.pop()
            gxs = f.backward(*[y().grad for y in f.outputs])
            for x, gx in zip(f.inputs, gxs if isinstance(gxs, tuple) else (gxs,)):
                x.grad = gx if x.grad is None else x.grad + gx
                if x.creator is not None:
                    put(x.creator)
            if not retain_grad:
                for y in f.outputs:
                    y().grad = None
