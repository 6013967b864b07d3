'''Gradient descent

What are gradients good for? For going downhill. The gradient of a function says in which direction
its value grows fastest, and how fast. So whoever wants a small value goes the other way, a little,
and looks again. A step is

    x  becomes  x - lr · (the gradient of x)

for every variable at once. `lr` is the *learning rate*, a small number that says how far to go. The
value that is to become small is called the *loss*.

The classical test is the Rosenbrock function,

    100 (x1 - x0²)² + (x0 - 1)²

It is 0 at (1, 1) and positive everywhere else. Around x1 = x0² it has a valley, bent like a banana,
with steep walls and a floor that hardly falls. To find the valley is easy, to walk along it is not:

     x1
      2 o  start
        |
      1 |                              * (1, 1), the loss is 0
        |                           .
        | o                     .
        |   o              .         the floor of the valley, x1 = x0²
      0 +-------o-o-o---.------------+---> x0
        0                            1

A worked example, the first round from (0, 2) with lr = 0.001. The loss is 100 · 2² + 1 = 401. The
gradients, which `backward` finds, are -2 and 400. So

    x0 = 0 - 0.001 · (-2) = 0.002
    x1 = 2 - 0.001 · 400  = 1.6

and the loss there is 257. It goes on like this:

    rounds     x0        x1        loss
         0     0         2         401
         1     0.0020    1.6000    256.99
        10     0.0646    0.2161      5.37
       100     0.2345    0.0521      0.587
      1000     0.6837    0.4660      0.100
     10000     0.9945    0.9890      0.0000303

Three things to mind.

**Gradients pile up** (step 14). What the last round left in `x.grad` would be added to what this
round finds. So every round begins with `cleargrad`, for every variable.

**It is the box that moves, not the name.** `x = x - lr * x.grad` makes a new variable and gives it
the name x, inside of your function. The variable that was handed to you stays where it was. What
has to change is the array in it: `x.data`. (And a difference of two arrays without dimensions is a
plain number for NumPy; `as_array` makes an array of it again.)

**First all gradients, then all steps.** The gradient of x1 was computed for a place, and it holds
for that place. If x0 has moved on in the meantime, it is another place.

To find out by yourself: what happens from (0, 2) with lr = 0.01? Print the loss after each of the
first four rounds. And how many rounds does it take with lr = 0.0005 until x0 is larger than 0.5?
'''

HINTS = (
    "Write one round first and try it with iters=1 from (0, 2). It has to lead to (0.002, 1.6). Which of the two steps "
    "of a round, finding the gradients and moving, belongs in a loop of its own?",
    "f(*xs) calls f with all the variables. In a round: clear the gradient of each x, go backward from f(*xs), and "
    "only then move each x, by giving x.data a new value. Downhill is against the gradient.",
    "for _ in range(iters): one loop over xs with x.cleargrad(); then f(*xs).backward(); then another loop over xs "
    "with x.data = as_array(x.data - lr * x.grad). rosenbrock is 100 * (x1 - x0**2) ** 2 + (x0 - 1) ** 2.",
)


def rosenbrock(x0, x1):
    """Return 100 (x1 - x0²)² + (x0 - 1)², a Variable; `x0` and `x1` are Variables of the same shape."""
    # begin answer: the formula, written with the operators
    return 100 * (x1 - x0**2) ** 2 + (x0 - 1) ** 2
    # end answer


def gradient_descent(f, *xs, lr=0.001, iters=1000):
    """Move the Variables `xs` downhill on `f`, by `iters` rounds of gradient descent with the learning rate `lr`.

    `f` takes as many Variables as there are `xs` and returns one. In each round `x.data` becomes the old array minus
    `lr` times the gradient of `f`, for every x of `xs`; the gradients are those at the place where all of them were
    before the round. `x.data` stays an array of the same shape. What is in `x.grad` before the call plays no part.
    """
    # begin answer: in each round find all gradients by one backward pass, beginning from none; then move every x by one step
    for _ in range(iters):
        for x in xs:
            x.cleargrad()
        f(*xs).backward()
        for x in xs:
            gradient = as_variable(as_array(x.grad)).data  # works when gradients are Variables, too
            x.data = as_array(x.data - lr * gradient)
    # end answer


if __name__ == "__main__":
    x0, x1 = Variable(np.array(0.0)), Variable(np.array(2.0))
    done = 0
    for rounds in (0, 1, 10, 100, 1000):
        gradient_descent(rosenbrock, x0, x1, iters=rounds - done)
        done = rounds
        print(f"after {done} rounds: x0 = {x0.data:.4f}, x1 = {x1.data:.4f}, loss {rosenbrock(x0, x1).data:.4f}")
