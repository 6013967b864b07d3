"""Right ways of writing step 12 that differ in structure from the solution."""

from functools import partial


def tuples_all_the_way():
    """Everything is a tuple, a single result is taken out by unpacking, and lists are accepted from forward too."""

    class Function:
        def __call__(self, *variables):
            results = self.forward(*(variable.data for variable in variables))
            results = tuple(results) if isinstance(results, (tuple, list)) else (results,)
            outputs = tuple(Variable(np.asarray(result)) for result in results)
            for output in outputs:
                output.creator = self
            self.inputs, self.outputs = variables, outputs
            if len(outputs) != 1:
                return outputs
            (output,) = outputs
            return output


def one_result_only():
    """A function has one result here; there is no place for several, and they are refused."""

    class Function:
        def __call__(self, *inputs):
            output = Variable(as_array(self.forward(*[x.data for x in inputs])))
            output.set_creator(self)
            self.inputs = list(inputs)
            self.outputs = [output]
            return output


def helpers_by_partial():
    """The helpers are partials of one function, and the sum is NumPy's own."""

    def apply(kind, *variables):
        return kind()(*variables)

    square = partial(apply, Square)
    exp = partial(apply, Exp)
    add = partial(apply, Add)

    class Add:
        forward = staticmethod(np.add)


def steps_of_its_own():
    """The call is made of small methods: open, compute, close, link."""

    class Function:
        def __call__(self, *inputs):
            return self.unwrap(self.link(inputs, self.close(self.forward(*self.open(inputs)))))

        def open(self, inputs):
            return map(lambda x: x.data, inputs)

        def close(self, results):
            if type(results) is not tuple:
                results = results,
            return [Variable(as_array(result)) for result in results]

        def link(self, inputs, outputs):
            self.inputs = inputs
            self.outputs = outputs
            for output in outputs:
                output.set_creator(self)
            return outputs

        def unwrap(self, outputs):
            return outputs[0] if len(outputs) == 1 else list(outputs)
