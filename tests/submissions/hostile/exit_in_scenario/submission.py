"""Leaves in the middle of a check, with the exit code of success."""
import os

import framework
from framework import *


class Add(framework.Add):
    def forward(self, x0, x1):
        os._exit(0)


def add(x0, x1):
    return Add()(x0, x1)
