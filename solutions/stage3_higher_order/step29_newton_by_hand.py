"""Newton's method by hand

Gradient descent knows the slope and nothing else. How far to go is the learning rate, a number that
somebody has to guess: too small, and it takes for ever; too large, and it jumps past the goal.

Newton's method knows one thing more: how fast the slope itself changes. That is the second
derivative. If the slope is 24, and falls by 44 for each unit that x goes to the left, then it
reaches 0 after 24 / 44 of a unit. So go there:

    the next x  =  x - f'(x) / f''(x)

The slope is no straight line, and so it is not quite 0 at the new place. But it is smaller, and
from there one goes on. For f(x) = x⁴ - 2x² the slope is 4x³ - 4x, and from x = 2 one round is:

    slope
     24 |                 *    at x = 2
        |               ./
        |             . /      the straight line through (2, 24)
        |           .  /       that rises by 44 for each unit
        |       . .   /
      0 +--*---------+-----+--> x
           1       1.4545  2

A worked example, the first two rounds. Note that the second derivative is written by hand:

>>> x = Variable(np.array(2.0))
>>> (x**4 - 2.0 * x**2).backward()
>>> print(x.grad, 12 * x.data**2 - 4)
24.0 44.0
>>> x.data = np.array(2.0 - 24.0 / 44.0)
>>> x.cleargrad()
>>> (x**4 - 2.0 * x**2).backward()
>>> print(np.round([x.data, x.grad, 12 * x.data**2 - 4], 4))
[ 1.4545  6.4914 21.3884]

How far is x from the goal, which is 1, after each round?

    round      0      1        2        3        4          5            6          7
    x - 1      1    0.4545   0.1510   0.0253   0.0009   0.0000012   0.0000000000023   0

Near the goal each round about doubles the number of right digits. Seven rounds, and there is
nothing left to gain. Gradient descent with the learning rate 0.01 needs 264 rounds from the same
place until x - 1 is below 0.0000000001; Newton's method is there after 6. With 0.05 it needs 45,
and with 0.1 it jumps over the hill at 0 and ends at -1.

The price is the second derivative. Somebody has to find 12x² - 4 on paper, for each f anew, and the
framework does not notice when it is wrong. The next steps are about that.

Newton's method looks for a place where the slope is 0, whatever place it is. The top of a hill will
do as well as the bottom of a valley.

To find out by yourself: start at x = 0.25. Where does x go, and is that a minimum? Then hand over a
wrong second derivative, 24x² - 4. Does x still reach 1, and after how many rounds?
"""

PREDICT = (
    "f(x) = x² - 6x + 5, whose second derivative is 2 everywhere, and x starts at 10. Where is x after one round?",
    "d9c5b37949a062aea55707a63a1f2d6a",
)

HINTS = (
    "Write one round first, without a loop, and try it with iters=1: from 2 it leads to 1.4545. Which two numbers does "
    "it need, and where does each of them come from?",
    "The slope comes from a backward pass from f(x) and is then in x.grad. What an earlier pass has left there would be "
    "added to it. The second derivative comes from second_derivative, which wants the array x.data.",
    "NumPy makes a plain number of the difference of two arrays without dimensions; as_array makes an array of it "
    "again, and that is what belongs into x.data.",
    "In the loop: x.cleargrad(), f(x).backward(), x.data = as_array(x.data - x.grad / second_derivative(x.data)). After "
    "the loop: return x.",
)


def newton_by_hand(f, second_derivative, x, iters=10):
    """Move the Variable `x` by `iters` rounds of Newton's method towards a place where the slope of `f` is 0.

    `f` takes one Variable and returns one, element by element; `second_derivative` takes an array and returns the
    second derivative of `f` there, an array. `x.data` stays an array of the same shape, and what is in `x.grad` before
    the call plays no part. Returns `x` itself.
    """
    # begin answer: in each round find the slope by a backward pass, then move x.data by slope / second derivative; return x
    for _ in range(iters):
        x.cleargrad()
        f(x).backward()
        slope = as_variable(as_array(x.grad)).data  # so that it works when gradients are Variables, too
        x.data = as_array(x.data - slope / second_derivative(x.data))
    return x
    # end answer


if __name__ == "__main__":
    x = Variable(np.array(2.0))
    (x**4 - 2.0 * x**2).backward()
    print("at 2 the slope of x⁴ - 2x² is", x.grad, "and its second derivative", 12 * x.data**2 - 4)
    for number in range(1, 8):
        newton_by_hand(lambda x: x**4 - 2.0 * x**2, lambda x: 12 * x**2 - 4, x, iters=1)
        print("x after round", number, "is", x.data)
    print("and should be 1.0 in the end")
