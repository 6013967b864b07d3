"""Step 12 done wrong by others: what each is at heart, by the name it has in the bank, or none."""


def first_and_rest():
    """never_a_list"""

    class Function:
        def __call__(self, *args):
            result = self.forward(*(v.data for v in args))
            result = result if isinstance(result, tuple) else (result,)
            self.inputs = args
            self.outputs = []
            for y in result:
                self.outputs.append(Variable(as_array(y)))
                self.outputs[-1].set_creator(self)
            first, *_ = self.outputs
            return first


def a_list_of_the_result():
    """takes_an_array_apart"""

    class Function:
        def __call__(self, *args):
            outs = []
            for y in self.forward(*[v.data for v in args]):
                out = Variable(as_array(y))
                out.set_creator(self)
                outs.append(out)
            self.inputs, self.outputs = args, outs
            if len(outs) == 1:
                return outs[0]
            return outs


def the_last_comes_out():
    """none"""

    class Function:
        def __call__(self, *args):
            result = self.forward(*(v.data for v in args))
            if type(result) is not tuple:
                result = (result,)
            self.inputs, self.outputs = args, []
            for y in result:
                out = Variable(as_array(y))
                out.set_creator(self)
                self.outputs.append(out)
            return out


def one_input_or_a_list():
    """none"""

    class Function:
        def __call__(self, *args):
            result = self.forward(*{id(v): v.data for v in args}.values())
            result = result if isinstance(result, tuple) else (result,)
            outs = [Variable(as_array(y)) for y in result]
            for out in outs:
                out.set_creator(self)
            self.inputs, self.outputs = args, outs
            return outs if len(outs) > 1 else outs[0]
