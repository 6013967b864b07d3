'''A variable used more than once

So far each variable went into one function only. Now use one twice: for y = add(x, x) at x = 3 the
derivative is 2, because y = 2x. Yet the framework, as it stands, says 1.

             +-------+
    x ---+-->|       |
         |   |  add  |---> y          forward:  y = 3 + 3 = 6
         +-->|       |
             +-------+                backward: y.grad = 1, and add hands back a pair: (1, 1)

Both numbers of the pair are for x, one for each way in which x reaches y. `backward` takes the
first and stores it: `x.grad = 1`. Then it takes the second and stores that: `x.grad = 1`. The first
is gone.

Why is the sum right? Push x up a little, by h. The upper arrow pushes y up by 1·h, the lower arrow
by another 1·h. Together y moves by 2·h, so the slope is 1 + 1. However many ways lead from x to y,
each brings its own share, and the shares add up. That is the chain rule for more than one path:

    dy/dx  =  the sum, over all uses of x, of (the gradient that this use sends back)

So the rule for `backward` is: if nothing has arrived at a variable yet, keep what arrives; if
something has, add to it.

Two things follow.

**Gradients now stay until they are forgotten.** Run a second backward pass on the same x, and it
adds to what the first one left. After `add(x, x)`, the pass through `add(add(x, x), x)` does not
give 3 but 2 + 3 = 5. Sometimes that is wanted; when it is not, x needs a way to forget:
`x.cleargrad()`. It makes the gradient what it was at the start, when no backward pass had reached
x.

**Arrays can be shared.** `add` hands the *same* array to both of its inputs. `a.grad` and `b.grad`
may be two names for one array, and whoever writes into it changes both. Compare these two lines on
a sheet of paper; only one of them makes a new array:

    g += h
    g = g + h

To find out by yourself: take y = add(add(a, b), a) with a, b arrays of two numbers, and go through
your `backward` line by line. Which gradients are the same array at the end? Does any line of yours
write into it?
'''

PREDICT = (
    "x is 3. First add(x, x).backward(), then, without clearing anything, y = add(add(x, x), add(x, add(x, x))) "
    "and y.backward(). What is x.grad after the second backward, once this step is done?",
    "8bf28864199296bf281c2cc2ac26e752",
)

HINTS = (
    "Print what happens: put print(f, gxs) into the loop of backward and run the file. How many gradients arrive at x, "
    "and how many of them are left at the end?",
    "There are two cases when a gradient arrives at a variable: it is the first to arrive, or another one is there "
    "already. x.grad tells you which; ask whether it is None.",
    "If x.grad is None, x.grad becomes gx; otherwise it becomes the sum of the two, as a new array: "
    "x.grad + gx, not +=. cleargrad is one line: it puts back what __init__ put into grad.",
)


class Variable:
    def backward(self):
        """Send the gradient of this variable back to every variable that it was computed from."""
        if self.grad is None:
            self.grad = np.ones_like(self.data)
        funcs = [] if self.creator is None else [self.creator]
        while funcs:
            f = funcs.pop()
            gys = [output.grad for output in f.outputs]
            gxs = f.backward(*gys)
            if not isinstance(gxs, tuple):
                gxs = (gxs,)
            for x, gx in zip(f.inputs, gxs, strict=True):
                # begin answer: when x has a gradient already, add gx to it instead of replacing it
                x.grad = gx if x.grad is None else x.grad + gx
                # end answer
                if x.creator is not None:
                    funcs.append(x.creator)

    def cleargrad(self):
        """Forget the gradient, so that the next backward pass starts from nothing."""
        # begin answer: make the gradient what it is before any backward pass
        self.grad = None
        # end answer


if __name__ == "__main__":
    x = Variable(np.array(3.0))
    add(x, x).backward()
    print("y = add(x, x): x.grad is", x.grad, "and should be 2.0")
    x.cleargrad()
    add(add(x, x), x).backward()
    print("y = add(add(x, x), x): x.grad is", x.grad, "and should be 3.0")
