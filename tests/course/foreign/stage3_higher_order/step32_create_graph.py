"""Step 32 done wrong by others: what each is at heart, by the name it has in the bank, or none."""


def flag_turned_round():
    """none"""

    class Variable:
        def backward(self, retain_grad=False, create_graph=False):
            if self.grad is None:
                self.grad = Variable(np.ones_like(self.data))
            todo, known = [], set()

            def push(func):
                if func is not None and func not in known:
                    known.add(func)
                    todo.append(func)
                    todo.sort(key=lambda g: g.generation)

            push(self.creator)
            with no_grad() if create_graph else using_config("enable_backprop", True):
                while todo:
                    func = todo.pop()
                    outs = [ref() for ref in func.outputs]
                    back = func.backward(*[None if out is None else out.grad for out in outs])
                    for var, g in zip(func.inputs, back if isinstance(back, tuple) else (back,)):
                        if var.grad is None:
                            var.grad = g
                        else:
                            var.grad = var.grad + g
                        push(var.creator)
                    if not retain_grad:
                        for out in outs:
                            if out is not None:
                                out.grad = None


def numpy_adds():
    """sums_of_arrays"""

    class Variable:
        def accumulate(self, g):
            total = g.data if self.grad is None else np.add(self.grad.data, g.data)
            self.grad = g if self.grad is None else Variable(np.asarray(total))

        def backward(self, retain_grad=False, create_graph=False):
            if self.grad is None:
                self.grad = Variable(np.ones_like(self.data))
            todo, known = [self.creator] if self.creator else [], set()
            known.update(todo)
            before = Config.enable_backprop
            Config.enable_backprop = create_graph
            try:
                while todo:
                    func = max(todo, key=lambda g: g.generation)
                    todo.remove(func)
                    outs = [ref() for ref in func.outputs]
                    back = func.backward(*[None if out is None else out.grad for out in outs])
                    for var, g in zip(func.inputs, back if isinstance(back, tuple) else (back,)):
                        var.accumulate(g)
                        if var.creator and var.creator not in known:
                            known.add(var.creator)
                            todo.append(var.creator)
                    for out in outs:
                        if not retain_grad and out is not None:
                            out.cleargrad()
            finally:
                Config.enable_backprop = before


def switch_without_finally():
    """a_mode_that_errors_leave"""

    class Variable:
        def backward(self, retain_grad=False, create_graph=False):
            if self.grad is None:
                self.grad = Variable(np.ones_like(self.data))
            old, Config.enable_backprop = Config.enable_backprop, create_graph
            order, known = [], set()

            def visit(func):
                order.append(func)
                known.add(func)
                for var in func.inputs:
                    if var.creator is not None and var.creator not in known:
                        visit(var.creator)

            if self.creator is not None:
                visit(self.creator)
            for func in sorted(order, key=lambda g: -g.generation):
                outs = [ref() for ref in func.outputs]
                back = func.backward(*[None if out is None else out.grad for out in outs])
                for var, g in zip(func.inputs, back if isinstance(back, tuple) else (back,)):
                    var.grad = g if var.grad is None else var.grad + g
                for out in outs:
                    if not retain_grad and out is not None:
                        out.cleargrad()
            Config.enable_backprop = old


def upstream_detached():
    """none"""

    class Variable:
        def backward(self, retain_grad=False, create_graph=False):
            if self.grad is None:
                self.grad = Variable(np.ones_like(self.data))
            todo, known = [], set()

            def push(func):
                if func is not None and func not in known:
                    known.add(func)
                    todo.append(func)
                    todo.sort(key=lambda g: g.generation)

            push(self.creator)
            while todo:
                func = todo.pop()
                outs = [ref() for ref in func.outputs]
                arriving = [None if out is None else Variable(out.grad.data) for out in outs]
                with using_config("enable_backprop", create_graph):
                    back = func.backward(*arriving)
                    back = back if isinstance(back, tuple) else (back,)
                    for var, g in zip(func.inputs, back):
                        var.grad = g if var.grad is None else var.grad + g
                        push(var.creator)
                for out in outs:
                    if not retain_grad and out is not None:
                        out.cleargrad()


def fresh_copies_of_the_factors():
    """mul_with_arrays"""

    class Mul(Function):
        def backward(self, upstream):
            a, b = map(lambda v: Variable(np.array(v.data)), self.inputs)
            return mul(b, upstream), mul(a, upstream)


def product_divided():
    """none"""

    class Mul(Function):
        def backward(self, upstream):
            a, b = self.inputs
            product = self.outputs[0]()
            return upstream * (product / a), upstream * (product / b)
