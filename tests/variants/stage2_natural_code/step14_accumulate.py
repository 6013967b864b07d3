"""Right ways of writing step 14 that differ in structure from the solution."""


def starts_from_zeros():
    """Every sum starts from an array of zeros of its own."""

    class Variable:
        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            funcs = [self.creator] if self.creator is not None else []
            while funcs:
                f = funcs.pop()
                gxs = f.backward(*[output.grad for output in f.outputs])
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x, gx in zip(f.inputs, gxs):
                    before = np.zeros_like(x.data) if x.grad is None else x.grad
                    x.grad = before + gx
                    if x.creator is not None:
                        funcs.append(x.creator)


def copies_then_adds_in_place():
    """Adding in place is right when the array is a copy of one's own."""

    class Variable:
        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            funcs = [self.creator] if self.creator is not None else []
            while funcs:
                f = funcs.pop()
                gxs = f.backward(*[output.grad for output in f.outputs])
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x, gx in zip(f.inputs, gxs):
                    if x.grad is None:
                        x.grad = np.array(gx, copy=True)
                    else:
                        x.grad += gx
                    if x.creator is not None:
                        funcs.append(x.creator)


def a_helper_method_and_a_queue():
    """The sum is a method of its own, and functions are taken from the front of the list."""

    class Variable:
        def receive(self, gradient):
            self.grad = gradient if self.grad is None else np.add(self.grad, gradient)

        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            waiting = [] if self.creator is None else [self.creator]
            while waiting:
                f = waiting.pop(0)
                gradients = f.backward(*(output.grad for output in f.outputs))
                gradients = gradients if isinstance(gradients, tuple) else (gradients,)
                for x, gradient in zip(f.inputs, gradients):
                    x.receive(gradient)
                waiting.extend(x.creator for x in f.inputs if x.creator is not None)
