"""Step 16 done wrong by others: what each is at heart, by the name it has in the bank, or none."""


def a_stack_with_ids():
    """once_but_too_early"""

    class Variable:
        def backward(self):
            self.grad = np.ones_like(self.data) if self.grad is None else self.grad
            stack = [self.creator] if self.creator else []
            known = {id(f) for f in stack}
            while stack:
                func = stack.pop(-1)
                back = func.backward(*(o.grad for o in func.outputs))
                back = back if isinstance(back, tuple) else (back,)
                for i, var in enumerate(func.inputs):
                    var.grad = back[i] if var.grad is None else var.grad + back[i]
                    if var.creator and id(var.creator) not in known:
                        known.add(id(var.creator))
                        stack.append(var.creator)


def a_queue_by_way_of_deque():
    """breadth_first"""

    class Variable:
        def backward(self):
            from collections import deque

            if self.grad is None:
                self.grad = np.ones_like(self.data)
            queue = deque()
            if self.creator is not None:
                queue.append(self.creator)
            while queue:
                func = queue.popleft()
                back = func.backward(*(o.grad for o in func.outputs))
                for var, g in zip(func.inputs, back if isinstance(back, tuple) else (back,)):
                    var.grad = g if var.grad is None else var.grad + g
                    if var.creator is not None and var.creator not in queue:
                        queue.append(var.creator)


def sorted_and_taken_from_the_front():
    """smallest_first"""

    class Variable:
        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            funcs, seen_set = [], set()

            def add_func(f):
                if f not in seen_set:
                    funcs.append(f)
                    seen_set.add(f)
                    funcs.sort(key=lambda x: x.generation)

            if self.creator is not None:
                add_func(self.creator)
            while funcs:
                f = funcs.pop(0)
                gxs = f.backward(*[output.grad for output in f.outputs])
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x, gx in zip(f.inputs, gxs):
                    x.grad = gx if x.grad is None else x.grad + gx
                    if x.creator is not None:
                        add_func(x.creator)


def levels_the_result():
    """results_stay_in_the_generation"""

    class Function:
        def __call__(self, *args):
            result = self.forward(*(v.data for v in args))
            result = result if isinstance(result, tuple) else (result,)
            self.generation = sorted(v.generation for v in args)[-1]
            self.inputs, self.outputs = args, []
            for y in result:
                out = Variable(as_array(y))
                out.creator, out.generation = self, self.generation
                self.outputs.append(out)
            return self.outputs[0] if len(self.outputs) == 1 else self.outputs


def the_last_one_decides():
    """none"""

    class Function:
        def __call__(self, *args):
            result = self.forward(*(v.data for v in args))
            result = result if isinstance(result, tuple) else (result,)
            outs = [Variable(as_array(y)) for y in result]
            for var in args:
                self.generation = var.generation
            for out in outs:
                out.set_creator(self)
            self.inputs, self.outputs = args, outs
            return outs[0] if len(outs) == 1 else outs


def sorts_before_it_appends():
    """none"""

    class Variable:
        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            funcs, seen_set = [], set()

            def add_func(f):
                if f not in seen_set:
                    funcs.sort(key=lambda x: x.generation)
                    funcs.append(f)
                    seen_set.add(f)

            if self.creator is not None:
                add_func(self.creator)
            while funcs:
                f = funcs.pop()
                gxs = f.backward(*[output.grad for output in f.outputs])
                if not isinstance(gxs, tuple):
                    gxs = (gxs,)
                for x, gx in zip(f.inputs, gxs):
                    x.grad = gx if x.grad is None else x.grad + gx
                    if x.creator is not None:
                        add_func(x.creator)


def the_generation_was_there():
    """none"""

    class Variable:
        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            shelf = {}
            func = self.creator
            had = set()
            while func is not None:
                back = func.backward(*(o.grad for o in func.outputs))
                for var, g in zip(func.inputs, back if isinstance(back, tuple) else (back,)):
                    var.grad = g if var.grad is None else var.grad + g
                    if var.creator is not None and var.creator not in had:
                        had.add(var.creator)
                        shelf.setdefault(var.creator.generation, var.creator)
                func = shelf.pop(max(shelf)) if shelf else None


def sorted_once_and_no_set():
    """no_memory_of_the_seen"""

    class Variable:
        def backward(self):
            if self.grad is None:
                self.grad = np.ones_like(self.data)
            funcs = [self.creator] if self.creator is not None else []
            while funcs:
                funcs.sort(key=lambda f: -f.generation)
                f = funcs.pop(0)
                gxs = f.backward(*[output.grad for output in f.outputs])
                gxs = gxs if isinstance(gxs, tuple) else (gxs,)
                for x, gx in zip(f.inputs, gxs):
                    x.grad = gx if x.grad is None else x.grad + gx
                    if x.creator is not None:
                        funcs.append(x.creator)


def walks_in_and_out_over_variables():
    """a_function_that_calls_itself"""

    def postorder(var, seen, order):
        if var.creator is None or var.creator in seen:
            return order
        seen.append(var.creator)
        for before in var.creator.inputs:
            postorder(before, seen, order)
        order.insert(0, var.creator)
        return order

    class Variable:
        def backward(self):
            self.grad = np.ones_like(self.data) if self.grad is None else self.grad
            for func in postorder(self, [], []):
                back = func.backward(*(o.grad for o in func.outputs))
                for var, g in zip(func.inputs, back if isinstance(back, tuple) else (back,)):
                    var.grad = g if var.grad is None else var.grad + g
