"""Right ways of writing step 13 that differ in structure from the solution."""

from collections import deque


def from_the_front():
    """Functions are taken from the front of a queue, and inputs are found by their place."""

    class Variable:
        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            waiting = deque([self.creator])
            while waiting:
                f = waiting.popleft()
                if f is None:
                    continue
                gradients = f.backward(*(output.grad for output in f.outputs))
                if not isinstance(gradients, (tuple, list)):
                    gradients = [gradients]
                for place in range(len(f.inputs)):
                    f.inputs[place].grad = gradients[place]
                    waiting.append(f.inputs[place].creator)

    class Add:
        def backward(self, gy):
            return [gy, gy]


def adds_up_already():
    """What arrives is added to what is there, which changes nothing as long as each variable is used once."""

    class Variable:
        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            functions = [] if self.creator is None else [self.creator]
            while functions:
                f = functions.pop()
                gxs = f.backward(*[y.grad for y in f.outputs])
                gxs = gxs if isinstance(gxs, tuple) else (gxs,)
                for x, gx in zip(f.inputs, gxs):
                    x.grad = gx if x.grad is None else x.grad + gx
                functions += [x.creator for x in f.inputs if x.creator is not None]


def in_two_walks():
    """First the functions are listed, each after the one that uses it; then each is asked, in that order."""

    class Variable:
        def functions(self):
            found = [] if self.creator is None else [self.creator]
            for f in found:
                found.extend(x.creator for x in f.inputs if x.creator is not None)
            return found

        def backward(self):
            self.grad = np.ones_like(self.data) if self.grad is None else self.grad
            for f in self.functions():
                f.send_back()

    class Function:
        def send_back(self):
            gradients = self.backward(*[output.grad for output in self.outputs])
            single = not isinstance(gradients, tuple)
            for x, gradient in zip(self.inputs, (gradients,) if single else gradients):
                x.grad = gradient


def variables_in_the_list():
    """The list holds variables whose gradient is known; a sum gives each input an array of its own."""

    class Variable:
        def backward(self):
            if self.grad is None:
                self.grad = np.full_like(self.data, 1)
            known = [self]
            while known:
                variable = known.pop()
                f = variable.creator
                if f is not None:
                    gradients = f.backward(variable.grad)
                    for x in reversed(f.inputs):
                        *gradients, x.grad = gradients if isinstance(gradients, (tuple, list)) else (gradients,)
                        known.append(x)

    class Add:
        def backward(self, gy):
            return gy.copy(), gy.copy()
