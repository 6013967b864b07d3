"""Replaces how messages are sent, and sends each of them twice."""
import sys

from framework import *

wire = sys.modules["inside.wire"]
send = wire.send
wire.send = lambda descriptor, message: (send(descriptor, message), send(descriptor, message))
