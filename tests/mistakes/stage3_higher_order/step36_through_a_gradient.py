"""Known-wrong ways of writing step 36."""


def detached():
    """The gradients are put into new Variables, which have the right numbers and no graph, so nothing goes through them."""

    def slopes(f, *xs):
        for x in xs:
            x.cleargrad()
        f(*xs).backward(create_graph=True)
        found = [Variable(x.grad.data) for x in xs]
        for x in xs:
            x.cleargrad()
        return found


def no_graph_asked_for():
    """The first pass is an ordinary one, and the gradients that it leaves do not remember how they were computed."""

    def slopes(f, *xs):
        for x in xs:
            x.cleargrad()
        f(*xs).backward()
        found = [x.grad for x in xs]
        for x in xs:
            x.cleargrad()
        return found


def arrays_come_back():
    """What comes back are the numbers in the gradients, and a number has no graph."""

    def slopes(f, *xs):
        for x in xs:
            x.cleargrad()
        f(*xs).backward(create_graph=True)
        found = [x.grad.data for x in xs]
        for x in xs:
            x.cleargrad()
        return found


def the_gradients_stay():
    """The gradients of the first pass stay where they are, and the next pass adds to them."""

    def slopes(f, *xs):
        for x in xs:
            x.cleargrad()
        f(*xs).backward(create_graph=True)
        return [x.grad for x in xs]


def something_old_in_them():
    """Nothing is cleared before the first pass, so what an earlier one has left is part of every slope."""

    def slopes(f, *xs):
        f(*xs).backward(create_graph=True)
        found = [x.grad for x in xs]
        for x in xs:
            x.cleargrad()
        return found


def cleared_before_taken():
    """The gradients are cleared before they are taken out, and what comes back is nothing."""

    def slopes(f, *xs):
        for x in xs:
            x.cleargrad()
        f(*xs).backward(create_graph=True)
        for x in xs:
            x.cleargrad()
        return [x.grad for x in xs]


def only_the_first_is_cleared():
    """Only the first variable is cleared after the pass; the others keep their gradients of the first pass."""

    def slopes(f, *xs):
        for x in xs:
            x.cleargrad()
        f(*xs).backward(create_graph=True)
        found = [x.grad for x in xs]
        xs[0].cleargrad()
        return found


def a_single_slope():
    """Only the slope of the first variable comes back, whatever the number of variables."""

    def slopes(f, *xs):
        for x in xs:
            x.cleargrad()
        f(*xs).backward(create_graph=True)
        found = [x.grad for x in xs[:1]]
        for x in xs:
            x.cleargrad()
        return found

    def hessian_times(f, xs, vs):
        z = None
        for gx, v in zip(slopes(f, *xs), vs):
            z = gx * v if z is None else z + gx * v
        z.backward()
        found = [np.zeros_like(x.data) if x.grad is None else x.grad.data for x in xs]
        for x in xs:
            x.cleargrad()
        return found


def without_the_vector():
    """The vector plays no part in the second pass: what comes back is the product with a vector of ones."""

    def hessian_times(f, xs, vs):
        z = None
        for gx in slopes(f, *xs):
            z = gx if z is None else z + gx
        z.backward()
        found = [np.zeros_like(x.data) if x.grad is None else x.grad.data for x in xs]
        for x in xs:
            x.cleargrad()
        return found


def the_vector_comes_too_late():
    """Each row of the Hessian is added up first and multiplied by one number of the vector afterwards."""

    def hessian_times(f, xs, vs):
        z = None
        for gx in slopes(f, *xs):
            z = gx if z is None else z + gx
        z.backward()
        found = [np.zeros_like(x.data) if x.grad is None else as_array(x.grad.data * v) for x, v in zip(xs, vs)]
        for x in xs:
            x.cleargrad()
        return found


def the_diagonal_only():
    """Each slope is differentiated by its own variable only; the second derivatives by two different variables are missing."""

    def hessian_times(f, xs, vs):
        found = []
        for gx, x, v in zip(slopes(f, *xs), xs, vs):
            for other in xs:
                other.cleargrad()
            gx.backward()
            found.append(np.zeros_like(x.data) if x.grad is None else as_array(x.grad.data * v))
        for x in xs:
            x.cleargrad()
        return found


def the_last_slope_only():
    """Each slope takes the place of the one before in z, and only the last of them is differentiated."""

    def hessian_times(f, xs, vs):
        for gx, v in zip(slopes(f, *xs), vs):
            z = gx * v
        z.backward()
        found = [np.zeros_like(x.data) if x.grad is None else x.grad.data for x in xs]
        for x in xs:
            x.cleargrad()
        return found


def the_gradient_times_the_vector():
    """What comes back are the slopes times the vector: first derivatives, where second ones are asked for."""

    def hessian_times(f, xs, vs):
        return [as_array((gx * v).data) for gx, v in zip(slopes(f, *xs), vs)]


def none_for_zero():
    """Where nothing arrives, None stands in the result, and None can not be added to anything."""

    def hessian_times(f, xs, vs):
        z = None
        for gx, v in zip(slopes(f, *xs), vs):
            z = gx * v if z is None else z + gx * v
        z.backward()
        found = [None if x.grad is None else x.grad.data for x in xs]
        for x in xs:
            x.cleargrad()
        return found


def leaves_its_result_behind():
    """The result stays in the gradients of the variables as well, where the next pass will add to it."""

    def hessian_times(f, xs, vs):
        z = None
        for gx, v in zip(slopes(f, *xs), vs):
            z = gx * v if z is None else z + gx * v
        z.backward()
        return [np.zeros_like(x.data) if x.grad is None else x.grad.data for x in xs]


def each_pass_forgets():
    """A backward pass first clears what it is about to fill, so that what was there before is never added to."""

    class Variable:
        def backward(self, retain_grad=False, create_graph=False):
            if self.grad is None:
                self.grad = Variable(np.ones_like(self.data))
            heap, seen, ties, filled = [], set(), itertools.count(), {self}

            def put(f):
                if f is not None and f not in seen:
                    seen.add(f)
                    heapq.heappush(heap, (-f.generation, next(ties), f))

            put(self.creator)
            while heap:
                _, _, f = heapq.heappop(heap)
                ys = [output() for output in f.outputs]
                with using_config("enable_backprop", create_graph):
                    gxs = f.backward(*[None if y is None else y.grad for y in ys])
                    if not isinstance(gxs, tuple):
                        gxs = (gxs,)
                    for x, gx in zip(f.inputs, gxs):
                        x.grad = x.grad + gx if x in filled else gx
                        filled.add(x)
                        put(x.creator)
                for y in ys:
                    if y is not None and not retain_grad:
                        y.cleargrad()


def a_product_with_arrays():
    """The way back of a product takes the arrays out of its inputs, so that its gradients do not depend on them."""

    class Mul(Function):
        def backward(self, gy):
            x0, x1 = self.inputs[0].data, self.inputs[1].data
            return gy * x1, gy * x0


def sums_of_numbers():
    """Where two gradients meet, their numbers are added, and the sum does not remember what it was made of."""

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
                with using_config("enable_backprop", create_graph):
                    gxs = f.backward(*[None if y is None else y.grad for y in ys])
                    if not isinstance(gxs, tuple):
                        gxs = (gxs,)
                    for x, gx in zip(f.inputs, gxs):
                        x.grad = gx if x.grad is None else Variable(as_array(x.grad.data + gx.data))
                        put(x.creator)
                for y in ys:
                    if y is not None and not retain_grad:
                        y.cleargrad()
