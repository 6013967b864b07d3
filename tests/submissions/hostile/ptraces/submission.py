"""Attaches to its parent as a debugger, and reads its memory, through the C library."""
import ctypes
import os

from framework import *

libc = ctypes.CDLL(None, use_errno=True)
parent = os.getppid()
space = ctypes.create_string_buffer(64)


class Vector(ctypes.Structure):
    _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]


local = Vector(ctypes.addressof(space), 64)
if libc.ptrace(0x4206, parent, None, None) == 0:
    raise RuntimeError("HOLE: the parent can be seized")
if libc.process_vm_readv(parent, ctypes.byref(local), 1, ctypes.byref(local), 1, 0) >= 0:
    raise RuntimeError("HOLE: the parent's memory can be read")
