"""Right ways of writing step 21 that differ in structure from the solution."""


def along_the_book():
    """Numbers become arrays without a question about dtypes, and the methods are put into the class from outside."""

    def as_array(x):
        if np.isscalar(x):
            return np.array(x)
        return x

    def add(x0, x1):
        return Add()(x0, as_array(x1))

    def mul(x0, x1):
        return Mul()(x0, as_array(x1))

    Variable.__add__ = Variable.__radd__ = add
    Variable.__mul__ = Variable.__rmul__ = mul


def refuses_ufuncs():
    """The class refuses to take part in NumPy's own operations, which makes an array on the left give way too."""

    class Variable:
        __array_priority__ = -1000000.0
        __array_ufunc__ = None

        def __radd__(self, other):
            return self + other

        def __rmul__(self, other):
            return self * other


def all_in_as_variable():
    """as_variable takes numbers, lists and arrays, and nobody else has to think of it."""

    def as_variable(obj):
        return obj if isinstance(obj, Variable) else Variable(np.asarray(obj))

    def add(x0, x1):
        return Add()(x0, x1)

    def mul(x0, x1):
        return Mul()(x0, x1)

    class Variable:
        def __radd__(self, other):
            return add(other, self)

        def __rmul__(self, other):
            return mul(other, self)


def operators_convert():
    """The operators make an array of the shape of the other side, and __call__ is what it was."""

    class Variable:
        def beside(self, other):
            if isinstance(other, Variable):
                return other
            other = np.asarray(other)
            return Variable(np.broadcast_to(other, self.data.shape).astype(np.result_type(self.data, other)))

        def __add__(self, other):
            return Add()(self, self.beside(other))

        def __mul__(self, other):
            return Mul()(self, self.beside(other))

        def __radd__(self, other):
            return Add()(self.beside(other), self)

        def __rmul__(self, other):
            return Mul()(self.beside(other), self)

    class Function:
        def __call__(self, *inputs):
            ys = self.forward(*[x.data for x in inputs])
            if not isinstance(ys, tuple):
                ys = (ys,)
            outputs = [Variable(as_array(y)) for y in ys]
            if Config.enable_backprop:
                self.generation = max(x.generation for x in inputs)
                for output in outputs:
                    output.set_creator(self)
                self.inputs = inputs
                self.outputs = [weakref.ref(output) for output in outputs]
            return outputs if len(outputs) > 1 else outputs[0]
