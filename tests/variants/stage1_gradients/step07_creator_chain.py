"""Right ways of writing step 7 that differ in structure from the solution."""

from dataclasses import dataclass


def a_loop_along_the_links():
    """A loop in the place of the recursion, from variable to variable."""

    class Variable:
        def backward(self):
            x = self
            while (f := x.creator) is not None:
                x, gradient = f.input, f.backward(x.grad)
                x.grad = gradient


def a_list_of_functions_without_a_first_look():
    """The functions wait in a list; on a variable that no function made the loop has no function to begin with."""

    class Variable:
        def backward(self):
            waiting = [self.creator]
            while waiting:
                f = waiting.pop()
                x, y = f.input, f.output
                x.grad = f.backward(y.grad)
                if x.creator is not None:
                    waiting.append(x.creator)


def the_creator_is_handed_over():
    """A variable is told its creator when it is made, so nobody needs set_creator. Slots; ones where no seed was set."""

    class Variable:
        __slots__ = ("data", "grad", "creator")

        def __init__(self, data, creator=None):
            self.data, self.grad, self.creator = data, None, creator

        def set_creator(self, func):
            raise AttributeError("a creator is set once, when the variable is made")

        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            if self.creator is not None:
                self.creator.send_back(self.grad)

    class Function:
        def __call__(self, input):
            self.input = input
            self.output = Variable(self.forward(input.data), creator=self)
            return self.output

        def send_back(self, gradient):
            self.input.grad = self.backward(gradient)
            self.input.backward()


def properties_and_a_dataclass():
    """Links are kept under private names, in a tuple, and read through properties; the walk is a closure."""

    @dataclass(eq=False)
    class Variable:
        data: np.ndarray
        grad: np.ndarray = None
        made_by: object = None

        def __init__(self, data):
            self.data = data

        @property
        def creator(self):
            return self.made_by

        def set_creator(self, func):
            self.made_by = func
            return self

        def backward(self):
            def walk(variable):
                if variable.creator is None:
                    return
                variable.creator.input.grad = variable.creator.backward(variable.grad)
                walk(variable.creator.input)

            walk(self)

    class Function:
        _links = (None, None)

        @property
        def input(self):
            return self._links[0]

        @property
        def output(self):
            return self._links[1]

        def __call__(self, input):
            output = Variable(self.forward(input.data)).set_creator(self)
            self._links = (input, output)
            return output


def collects_the_chain_first():
    """First all functions back to the beginning are collected, then the gradients are handed through."""

    class Variable:
        def chain(self):
            variable = self
            while variable.creator is not None:
                yield variable.creator
                variable = variable.creator.input

        def backward(self):
            gradient = self.grad
            for f in list(self.chain()):
                gradient = f.backward(gradient)
                f.input.grad = gradient
