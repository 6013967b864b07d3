"""Right ways of writing step 8 that differ in structure from the solution."""

from collections import deque


def no_list_at_all():
    """One name is enough for a chain: the function whose turn it is."""

    class Variable:
        def backward(self):
            f = self.creator
            while f is not None:
                f.input.grad = f.backward(f.output.grad)
                f = f.input.creator


def variables_in_the_list():
    """The list holds variables, and what is taken from it may have no creator."""

    class Variable:
        def backward(self):
            waiting = [self]
            for variable in waiting:
                if variable.creator is not None:
                    x = variable.creator.input
                    x.grad = variable.creator.backward(variable.grad)
                    waiting.append(x)


def a_queue_without_a_first_look():
    """A queue of functions with the gradients that go into them; at a leaf there is no function to begin with."""

    class Variable:
        def backward(self):
            queue = deque([(self.creator, self.grad)])
            while queue:
                f, gradient = queue.popleft()
                x = f.input
                x.grad = f.backward(gradient)
                if x.creator is not None:
                    queue.append((x.creator, x.grad))


def a_generator_of_functions():
    """The chain is collected first and walked afterwards, by a generator and a method of Function; links have slots."""

    class Variable:
        __slots__ = ("data", "grad", "creator", "__weakref__")

        def functions(self):
            f = self.creator
            while f is not None:
                yield f
                f = f.input.creator

        def backward(self):
            for f in tuple(self.functions()):
                f.send_back()

    class Function:
        def send_back(self):
            self.input.grad = self.backward(self.output.grad)


def steps_that_return_the_next():
    """A small function does one step and returns the next variable; a loop calls it until there is none."""

    class Variable:
        def step_back(self):
            if self.creator is None:
                return None
            self.creator.input.grad = self.creator.backward(self.grad)
            return self.creator.input

        def backward(self):
            variable = self
            while variable is not None:
                variable = variable.step_back()
