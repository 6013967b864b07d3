"""Never gets to its end, and will not be made to leave its loop."""
import signal

from framework import *

signal.signal(signal.SIGPROF, signal.SIG_IGN)
while True:
    pass
