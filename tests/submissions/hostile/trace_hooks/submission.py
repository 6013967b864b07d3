"""Watches every call and every line."""
import sys
import threading

from framework import *

calls = []


def hook(frame, event, argument):
    calls.append(event)
    return hook


threading.settrace(hook)
sys.setprofile(hook)
sys.settrace(hook)
