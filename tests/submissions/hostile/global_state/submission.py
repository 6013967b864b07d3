"""Changes whatever is global in NumPy and Python to something unusual, and is right all the same."""
import decimal
import locale
import os
import random
import sys
import warnings

from framework import *

np.seterr(all="raise")
np.set_printoptions(precision=1, threshold=0, formatter={"float": lambda x: "2.0"})
np.random.seed(0)
random.seed(0)
warnings.simplefilter("error")
warnings.showwarning = None
sys.setswitchinterval(10)
decimal.getcontext().prec = 1
os.umask(0o777)
for name in ("de_DE.UTF-8", "C", "POSIX"):
    try:
        locale.setlocale(locale.LC_ALL, name)
    except locale.Error:
        pass
