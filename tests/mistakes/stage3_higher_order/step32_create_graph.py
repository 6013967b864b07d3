"""Known-wrong ways of writing step 32."""


def always_a_graph():
    """The pass runs in whatever mode is on, so every gradient drags a graph along, asked for or not."""

    class Variable:
        def backward(self, retain_grad=False, create_graph=False):
            if self.grad is None:
                self.grad = Variable(np.ones_like(self.data))
            heap, seen, ties = [], set(), itertools.count()

            def put(f):
                if f is not None and f not in seen:
                    seen.add(f)
                    heapq.heappush(heap, (-f.generation, next(ties), f))

            put(self.creator)
            while heap:
                _, _, f = heapq.heappop(heap)
                ys = [output() for output in f.outputs]
                gys = [None if y is None else y.grad for y in ys]
                gxs = f.backward(*gys)
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x, gx in zip(f.inputs, gxs):
                    x.grad = gx if x.grad is None else x.grad + gx
                    put(x.creator)
                for y in ys:
                    if y is not None and not retain_grad:
                        y.cleargrad()


def a_graph_by_default():
    """Who calls backward() without a word gets a graph of the gradient, and pays for it with memory."""

    class Variable:
        def backward(self, retain_grad=False, create_graph=True):
            if self.grad is None:
                self.grad = Variable(np.ones_like(self.data))
            heap, seen, ties = [], set(), itertools.count()

            def put(f):
                if f is not None and f not in seen:
                    seen.add(f)
                    heapq.heappush(heap, (-f.generation, next(ties), f))

            put(self.creator)
            while heap:
                _, _, f = heapq.heappop(heap)
                ys = [output() for output in f.outputs]
                gys = [None if y is None else y.grad for y in ys]
                with using_config("enable_backprop", create_graph):
                    gxs = f.backward(*gys)
                    if not isinstance(gxs, tuple):
                        gxs = (gxs,)
                    for x, gx in zip(f.inputs, gxs):
                        x.grad = gx if x.grad is None else x.grad + gx
                        put(x.creator)
                for y in ys:
                    if y is not None and not retain_grad:
                        y.cleargrad()


def the_other_option():
    """Whether there is a graph hangs on retain_grad, which asks for something else."""

    class Variable:
        def backward(self, retain_grad=False, create_graph=False):
            if self.grad is None:
                self.grad = Variable(np.ones_like(self.data))
            heap, seen, ties = [], set(), itertools.count()

            def put(f):
                if f is not None and f not in seen:
                    seen.add(f)
                    heapq.heappush(heap, (-f.generation, next(ties), f))

            put(self.creator)
            while heap:
                _, _, f = heapq.heappop(heap)
                ys = [output() for output in f.outputs]
                gys = [None if y is None else y.grad for y in ys]
                with using_config("enable_backprop", retain_grad):
                    gxs = f.backward(*gys)
                    if not isinstance(gxs, tuple):
                        gxs = (gxs,)
                    for x, gx in zip(f.inputs, gxs):
                        x.grad = gx if x.grad is None else x.grad + gx
                        put(x.creator)
                for y in ys:
                    if y is not None and not retain_grad:
                        y.cleargrad()


def sums_in_the_wrong_mode():
    """The functions run in the mode that was asked for, but gradients are added up after it has ended."""

    class Variable:
        def backward(self, retain_grad=False, create_graph=False):
            if self.grad is None:
                self.grad = Variable(np.ones_like(self.data))
            heap, seen, ties = [], set(), itertools.count()

            def put(f):
                if f is not None and f not in seen:
                    seen.add(f)
                    heapq.heappush(heap, (-f.generation, next(ties), f))

            put(self.creator)
            while heap:
                _, _, f = heapq.heappop(heap)
                ys = [output() for output in f.outputs]
                gys = [None if y is None else y.grad for y in ys]
                with using_config("enable_backprop", create_graph):
                    gxs = f.backward(*gys)
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x, gx in zip(f.inputs, gxs):
                    x.grad = gx if x.grad is None else x.grad + gx
                    put(x.creator)
                for y in ys:
                    if y is not None and not retain_grad:
                        y.cleargrad()


def sums_of_arrays():
    """Where two gradients meet, their arrays are added up in a new box, which knows nothing of the two."""

    class Variable:
        def backward(self, retain_grad=False, create_graph=False):
            if self.grad is None:
                self.grad = Variable(np.ones_like(self.data))
            heap, seen, ties = [], set(), itertools.count()

            def put(f):
                if f is not None and f not in seen:
                    seen.add(f)
                    heapq.heappush(heap, (-f.generation, next(ties), f))

            put(self.creator)
            while heap:
                _, _, f = heapq.heappop(heap)
                ys = [output() for output in f.outputs]
                gys = [None if y is None else y.grad for y in ys]
                with using_config("enable_backprop", create_graph):
                    gxs = f.backward(*gys)
                    if not isinstance(gxs, tuple):
                        gxs = (gxs,)
                    for x, gx in zip(f.inputs, gxs):
                        x.grad = gx if x.grad is None else Variable(as_array(x.grad.data + gx.data))
                        put(x.creator)
                for y in ys:
                    if y is not None and not retain_grad:
                        y.cleargrad()


def a_new_box_for_each_gradient():
    """Each gradient is taken out of its Variable and put into a new one, which has no creator."""

    class Variable:
        def backward(self, retain_grad=False, create_graph=False):
            if self.grad is None:
                self.grad = Variable(np.ones_like(self.data))
            heap, seen, ties = [], set(), itertools.count()

            def put(f):
                if f is not None and f not in seen:
                    seen.add(f)
                    heapq.heappush(heap, (-f.generation, next(ties), f))

            put(self.creator)
            while heap:
                _, _, f = heapq.heappop(heap)
                ys = [output() for output in f.outputs]
                gys = [None if y is None else y.grad for y in ys]
                with using_config("enable_backprop", create_graph):
                    gxs = f.backward(*gys)
                    if not isinstance(gxs, tuple):
                        gxs = (gxs,)
                    for x, gx in zip(f.inputs, gxs):
                        gx = Variable(gx.data)
                        x.grad = gx if x.grad is None else x.grad + gx
                        put(x.creator)
                for y in ys:
                    if y is not None and not retain_grad:
                        y.cleargrad()


def begins_with_an_array():
    """The first gradient is still an array of ones, and whatever is passed on unchanged stays an array."""

    class Variable:
        def backward(self, retain_grad=False, create_graph=False):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            heap, seen, ties = [], set(), itertools.count()

            def put(f):
                if f is not None and f not in seen:
                    seen.add(f)
                    heapq.heappush(heap, (-f.generation, next(ties), f))

            put(self.creator)
            while heap:
                _, _, f = heapq.heappop(heap)
                ys = [output() for output in f.outputs]
                gys = [None if y is None else y.grad for y in ys]
                with using_config("enable_backprop", create_graph):
                    gxs = f.backward(*gys)
                    if not isinstance(gxs, tuple):
                        gxs = (gxs,)
                    for x, gx in zip(f.inputs, gxs):
                        x.grad = gx if x.grad is None else x.grad + gx
                        put(x.creator)
                for y in ys:
                    if y is not None and not retain_grad:
                        y.cleargrad()


def a_mode_that_stays():
    """The pass sets the mode and leaves it so; what is computed afterwards is remembered no more."""

    class Variable:
        def backward(self, retain_grad=False, create_graph=False):
            if self.grad is None:
                self.grad = Variable(np.ones_like(self.data))
            heap, seen, ties = [], set(), itertools.count()

            def put(f):
                if f is not None and f not in seen:
                    seen.add(f)
                    heapq.heappush(heap, (-f.generation, next(ties), f))

            put(self.creator)
            Config.enable_backprop = create_graph
            while heap:
                _, _, f = heapq.heappop(heap)
                ys = [output() for output in f.outputs]
                gys = [None if y is None else y.grad for y in ys]
                gxs = f.backward(*gys)
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x, gx in zip(f.inputs, gxs):
                    x.grad = gx if x.grad is None else x.grad + gx
                    put(x.creator)
                for y in ys:
                    if y is not None and not retain_grad:
                        y.cleargrad()


def a_mode_that_errors_leave():
    """The mode is put back in the last line of backward, which is never reached when a function raises an error."""

    class Variable:
        def backward(self, retain_grad=False, create_graph=False):
            if self.grad is None:
                self.grad = Variable(np.ones_like(self.data))
            heap, seen, ties = [], set(), itertools.count()

            def put(f):
                if f is not None and f not in seen:
                    seen.add(f)
                    heapq.heappush(heap, (-f.generation, next(ties), f))

            put(self.creator)
            before, Config.enable_backprop = Config.enable_backprop, create_graph
            while heap:
                _, _, f = heapq.heappop(heap)
                ys = [output() for output in f.outputs]
                gys = [None if y is None else y.grad for y in ys]
                gxs = f.backward(*gys)
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x, gx in zip(f.inputs, gxs):
                    x.grad = gx if x.grad is None else x.grad + gx
                    put(x.creator)
                for y in ys:
                    if y is not None and not retain_grad:
                        y.cleargrad()
            Config.enable_backprop = before


def always_back_to_true():
    """After the pass the mode is set to True, whatever it was before."""

    class Variable:
        def backward(self, retain_grad=False, create_graph=False):
            if self.grad is None:
                self.grad = Variable(np.ones_like(self.data))
            heap, seen, ties = [], set(), itertools.count()

            def put(f):
                if f is not None and f not in seen:
                    seen.add(f)
                    heapq.heappush(heap, (-f.generation, next(ties), f))

            put(self.creator)
            Config.enable_backprop = create_graph
            try:
                while heap:
                    _, _, f = heapq.heappop(heap)
                    ys = [output() for output in f.outputs]
                    gxs = f.backward(*[None if y is None else y.grad for y in ys])
                    if not isinstance(gxs, tuple):
                        gxs = (gxs,)
                    for x, gx in zip(f.inputs, gxs):
                        x.grad = gx if x.grad is None else x.grad + gx
                        put(x.creator)
                    for y in ys:
                        if y is not None and not retain_grad:
                            y.cleargrad()
            finally:
                Config.enable_backprop = True


def without_retain_grad():
    """backward has a new option and has lost the old one."""

    class Variable:
        def backward(self, create_graph=False):
            if self.grad is None:
                self.grad = Variable(np.ones_like(self.data))
            heap, seen, ties = [], set(), itertools.count()

            def put(f):
                if f is not None and f not in seen:
                    seen.add(f)
                    heapq.heappush(heap, (-f.generation, next(ties), f))

            put(self.creator)
            while heap:
                _, _, f = heapq.heappop(heap)
                ys = [output() for output in f.outputs]
                gys = [None if y is None else y.grad for y in ys]
                with using_config("enable_backprop", create_graph):
                    gxs = f.backward(*gys)
                    if not isinstance(gxs, tuple):
                        gxs = (gxs,)
                    for x, gx in zip(f.inputs, gxs):
                        x.grad = gx if x.grad is None else x.grad + gx
                        put(x.creator)
                for y in ys:
                    if y is not None:
                        y.cleargrad()


def keeps_them_all():
    """The gradients of what lies in between stay, as they did before there was an option to keep them."""

    class Variable:
        def backward(self, retain_grad=False, create_graph=False):
            if self.grad is None:
                self.grad = Variable(np.ones_like(self.data))
            heap, seen, ties = [], set(), itertools.count()

            def put(f):
                if f is not None and f not in seen:
                    seen.add(f)
                    heapq.heappush(heap, (-f.generation, next(ties), f))

            put(self.creator)
            while heap:
                _, _, f = heapq.heappop(heap)
                ys = [output() for output in f.outputs]
                gys = [None if y is None else y.grad for y in ys]
                with using_config("enable_backprop", create_graph):
                    gxs = f.backward(*gys)
                    if not isinstance(gxs, tuple):
                        gxs = (gxs,)
                    for x, gx in zip(f.inputs, gxs):
                        x.grad = gx if x.grad is None else x.grad + gx
                        put(x.creator)


def mul_with_arrays():
    """Mul.backward takes the arrays out of its inputs; the gradient does not know that it depends on them."""

    class Mul(Function):
        def backward(self, gy):
            x0, x1 = self.inputs[0].data, self.inputs[1].data
            return gy * x1, gy * x0


def mul_with_the_number_of_gy():
    """Mul.backward takes the array out of gy, so everything that lies between y and this product is left out of the graph."""

    class Mul(Function):
        def backward(self, gy):
            x0, x1 = self.inputs
            return gy.data * x1, gy.data * x0


def sub_with_an_array():
    """Sub.backward negates the array in gy and puts it into a new box, which knows nothing of gy."""

    class Sub(Function):
        def backward(self, gy):
            return gy, Variable(as_array(-gy.data))


def neg_with_an_array():
    """Neg.backward negates the array in gy and puts it into a new box, which knows nothing of gy."""

    class Neg(Function):
        def backward(self, gy):
            return Variable(as_array(-gy.data))


def div_with_arrays():
    """Div.backward takes the arrays out of its inputs; the gradient does not know that it depends on them."""

    class Div(Function):
        def backward(self, gy):
            x0, x1 = self.inputs[0].data, self.inputs[1].data
            return gy / x1, gy * (-x0 / x1**2)


def div_with_half_an_array():
    """In Div.backward one of the two gradients still squares an array, and is a constant as far as the graph knows."""

    class Div(Function):
        def backward(self, gy):
            x0, x1 = self.inputs
            return gy / x1, gy * (-x0 / as_array(x1.data**2))


def pow_with_arrays():
    """Pow.backward takes the array out of its input; the gradient does not know that it depends on it."""

    class Pow(Function):
        def backward(self, gy):
            x = self.inputs[0].data
            return self.c * x ** (self.c - 1) * gy


def pow_of_all_inputs():
    """Pow.backward raises self.inputs to a power, and that is a collection with one Variable in it, not the Variable."""

    class Pow(Function):
        def backward(self, gy):
            x = self.inputs
            c = self.c
            gx = c * x ** (c - 1) * gy
            return gx


def square_with_an_array():
    """Square.backward takes the array out of its input; the gradient does not know that it depends on it."""

    class Square(Function):
        def backward(self, gy):
            x = self.inputs[0].data
            return 2 * x * gy


def exp_by_numpy():
    """Exp.backward calls np.exp on a Variable, and NumPy does not know what to do with one."""

    class Exp(Function):
        def backward(self, gy):
            x = self.inputs[0]
            return np.exp(x) * gy


def exp_with_the_result_as_an_array():
    """Exp.backward uses the array of its result; the gradient does not know that it depends on x."""

    class Exp(Function):
        def backward(self, gy):
            return gy * self.outputs[0]().data


def square_and_exp_left_behind():
    """Square and Exp still compute with arrays, and the gradient does not know that it depends on x."""

    class Square(Function):
        def backward(self, gy):
            x = self.inputs[0].data
            return 2 * x * gy

    class Exp(Function):
        def backward(self, gy):
            x = self.inputs[0].data
            return np.exp(x) * gy


def the_core_alone():
    """Pow.backward raises all of self.inputs to a power, not the one Variable in it; Square and Exp still use arrays."""

    class Pow(Function):
        def backward(self, gy):
            x = self.inputs
            c = self.c
            gx = c * x ** (c - 1) * gy
            return gx

    class Square(Function):
        def backward(self, gy):
            x = self.inputs[0].data
            return 2 * x * gy

    class Exp(Function):
        def backward(self, gy):
            x = self.inputs[0].data
            return np.exp(x) * gy
