import numpy as np
def as_array(x):
    if np.isscalar(x): return np.array(x)
    return x
class Variable:
    def __init__(self, data):
        if data is not None and not isinstance(data, np.ndarray):
            raise TypeError(type(data))
        self.data=data; self.grad=None; self.creator=None
    def set_creator(self, func):
        self.creator=func
    def backward(self):
        if self.grad is None: self.grad=np.ones_like(self.data)
        funcs=[self.creator]
        while funcs:
            f=funcs.pop()
            gxs=f.backward(*[o.grad for o in f.outputs])
            if not isinstance(gxs, tuple): gxs=(gxs,)
            for x,gx in zip(f.inputs,gxs):
                x.grad=gx
                if x.creator is not None: funcs.append(x.creator)
class Function:
    def __call__(self,*inputs):
        ys=self.forward(*[x.data for x in inputs])
        if not isinstance(ys,tuple): ys=(ys,)
        outputs=[Variable(as_array(y)) for y in ys]
        for o in outputs: o.set_creator(self)
        self.inputs=inputs; self.outputs=outputs
        return outputs if len(outputs)>1 else outputs[0]
    def forward(self,xs): raise NotImplementedError()
    def backward(self,gys): raise NotImplementedError()
