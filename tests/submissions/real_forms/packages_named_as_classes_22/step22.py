import Function
import numpy as np
from Variable.Base import Base as BaseVariable

x = BaseVariable(np.array(2.0))
print(-x, 2.0 - x, x - 1.0)

x = BaseVariable(np.array(8.0))
print(2.0 / x, x / 4.0, x ** 3)
