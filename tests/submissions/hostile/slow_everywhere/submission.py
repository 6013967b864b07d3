"""Takes nearly all the time that it has, in every scenario and whenever it is loaded."""
import os
import time

import framework
from framework import *

time.sleep(1.2)


class Add(framework.Add):
    def forward(self, x0, x1):
        time.sleep(0.5)
        os._exit(0)


def add(x0, x1):
    return Add()(x0, x1)
