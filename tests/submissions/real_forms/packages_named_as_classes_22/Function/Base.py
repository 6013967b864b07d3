import weakref

from Variable.Base import Base as BaseVariable
from tools import as_array, as_variable


class Base:
    def __call__(self, *inputs):
        inputs = [as_variable(x) for x in inputs]
        ys = self.forward(*[x.data for x in inputs])
        ys = ys if isinstance(ys, tuple) else (ys,)
        outputs = [BaseVariable(as_array(y)) for y in ys]
        self.generation = max(x.generation for x in inputs)
        for y in outputs:
            y.set_creator(self)
        self.inputs, self.outputs = inputs, [weakref.ref(y) for y in outputs]
        return outputs if len(outputs) > 1 else outputs[0]

    def forward(self, *xs):
        raise NotImplementedError

    def backward(self, gy):
        raise NotImplementedError
