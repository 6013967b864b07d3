"""Makes every call in its process fail."""
import sys

from framework import *


def hook(frame, event, argument):
    raise SystemExit("passed")


sys.setprofile(hook)
