import os, sys
sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), '../common'))
from framework import Variable, Function, add, square
import numpy as np

x = Variable(np.array(3.0))
y = add(add(x, x), x)
y.backward()
print(x.grad)
