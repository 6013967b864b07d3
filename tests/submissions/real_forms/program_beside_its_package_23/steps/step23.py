import numpy as np
from dezero import Variable

w = Variable(np.array(3.0))
out = 2 * w * w - w
out.backward()
print("value", out.data)
print("slope", w.grad)
