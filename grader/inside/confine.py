"""Take rights away from this process, for good: resource limits, Landlock, seccomp.

Landlock is spoken to through its three system calls, seccomp through libseccomp; where
one of them is missing the canary finds the door open and the report says so.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import resource
import sys
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

# Every file right that Landlock knows, by ABI version (linux/landlock.h).
_RIGHTS_ABI1 = (1 << 13) - 1
_RIGHT_REFER, _RIGHT_TRUNCATE, _RIGHT_IOCTL = 1 << 13, 1 << 14, 1 << 15
_READ_FILE, _READ_DIR = 1 << 2, 1 << 3
_NET_TCP = 3  # bind and connect, ABI 4
_SCOPES = 3  # abstract unix sockets and signals, ABI 6
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_PATH_BENEATH = 1
_NO_NEW_PRIVS, _SET_DUMPABLE, _SET_PDEATHSIG, _SUBREAPER = 38, 4, 1, 36
_SET_SECCOMP, _FILTER = 22, 2
_INSTRUCTION = 8  # bytes of one in a filter
_CLONE_THREAD = 0x00010000
_PERMISSION, _MISSING = 1, 38

# What learner code has no use for. Threads stay possible; processes do not.
REFUSED = (
    "fork vfork execve execveat socket socketpair connect bind listen accept accept4 sendto sendmsg "
    "kill tkill tgkill rt_sigqueueinfo rt_tgsigqueueinfo pidfd_open pidfd_send_signal pidfd_getfd ptrace "
    "process_vm_readv process_vm_writev kcmp unshare setns mount umount2 pivot_root chroot move_mount "
    "open_tree fsopen fsmount fspick mount_setattr bpf perf_event_open userfaultfd keyctl add_key "
    "request_key io_uring_setup io_uring_enter io_uring_register open_by_handle_at name_to_handle_at "
    "shmget shmat semget msgget mq_open memfd_create memfd_secret personality reboot swapon swapoff "
    "init_module finit_module delete_module kexec_load kexec_file_load acct quotactl settimeofday "
    "clock_settime clock_adjtime adjtimex sethostname setdomainname syslog setpriority sched_setaffinity "
    "sched_setscheduler sched_setattr sched_setparam ioprio_set migrate_pages move_pages process_madvise "
    "setuid setgid setreuid setregid setresuid setresgid setfsuid setfsgid setgroups capset iopl ioperm "
    "inotify_init inotify_init1 fanotify_init landlock_restrict_self seccomp "
    "sendmmsg shmctl semctl semop semtimedop msgctl msgsnd msgrcv mq_unlink io_setup setrlimit "
    # What Landlock leaves open on files that it keeps shut otherwise.
    "chmod fchmod fchmodat fchmodat2 chown fchown lchown fchownat utime utimes utimensat futimesat "
    "setxattr lsetxattr fsetxattr setxattrat removexattr lremovexattr fremovexattr removexattrat"
).split()
# Refused for some arguments only: (system call, which argument, how it is compared, with what).
_UNEQUAL, _EQUAL, _MASKED = 1, 4, 7
REFUSED_WHEN = (
    ("prlimit64", 0, _UNEQUAL, 0),  # the limits of another process: a way to end it without a signal
    ("prlimit64", 2, _UNEQUAL, 0),  # setting limits; reading one's own stays possible
    *(("fcntl", 1, _EQUAL, command) for command in (8, 10, 15)),  # F_SETOWN, F_SETSIG, F_SETOWN_EX: signals too
    *(("ioctl", 1, _EQUAL, request) for request in (0x8901, 0x8902)),  # FIOSETOWN, SIOCSPGRP: the same
    *(("ioctl", 1, _EQUAL, request) for request in (0x40086602, 0x401C5820)),  # a file's attributes
    *(("prctl", 0, _EQUAL, option) for option in (1, 4)),  # to outlive the parent, to be read by others
)
# System calls that are younger than this list have these numbers, the same ones on every architecture.
_NEWER = range(452, 512)


@cache
def _libc() -> ctypes.CDLL:
    """The C library; opened once, for every child would otherwise copy the pages that opening it touches."""
    return ctypes.CDLL(None, use_errno=True)


def limit_resources(memory: int, cpu_seconds: int, space: int | None = None) -> None:
    """Cap address space (bytes more than now), processor time (seconds), files, and core dumps.

    `space` is the address space of now, where somebody has found it out before.
    """
    _cap(resource.RLIMIT_CORE, 0)
    _cap(resource.RLIMIT_FSIZE, 0)
    _cap(resource.RLIMIT_NOFILE, 64)
    _cap(resource.RLIMIT_CPU, cpu_seconds, cpu_seconds + 1)  # SIGXCPU, which has a name, before SIGKILL
    if sys.platform == "linux":
        _cap(resource.RLIMIT_AS, (address_space() if space is None else space) + memory)


def threads_can_be_counted() -> bool:
    """Whether a cap on threads counts those of this user namespace alone; older kernels count all that the user runs outside."""
    return tuple(map(int, os.uname().release.split(".")[:2])) >= (5, 14)


def limit_threads(most: int) -> None:
    """Cap the threads of this user in this user namespace."""
    _cap(resource.RLIMIT_NPROC, most)


def _cap(kind: int, value: int, most: int | None = None) -> None:
    _, hard = resource.getrlimit(kind)
    most = value if most is None else most
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    resource.setrlimit(kind, (min(value, most), most))


def address_space() -> int:
    """Bytes of address space that this process has."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[0]) * resource.getpagesize()
    except OSError:  # no /proc in the strongest confinement: 1 GiB covers Python with NumPy
        return 1 << 30


def die_with_parent() -> None:
    """Be killed when the parent dies, however it does."""
    if sys.platform == "linux":
        _libc().prctl(_SET_PDEATHSIG, 9, 0, 0, 0)


def end_with(parent: int) -> None:
    """Be killed when the process `parent` dies, or end at once if it has died before that could be asked for."""
    die_with_parent()
    if os.getppid() != parent:
        os._exit(1)


def harden_parent() -> None:
    """Make this process die with its parent, adopt orphans, and be unreadable to its children."""
    die_with_parent()
    if sys.platform == "linux":
        libc = _libc()
        libc.prctl(_SUBREAPER, 1, 0, 0, 0)
        libc.prctl(_SET_DUMPABLE, 0, 0, 0, 0)


def no_new_privileges() -> bool:
    """Promise the kernel that no later exec gains rights; Landlock and seccomp want it."""
    return sys.platform == "linux" and bool(_libc().prctl(_NO_NEW_PRIVS, 1, 0, 0, 0) == 0)


def landlock(readable: Iterable[str]) -> bool:
    """Refuse every file but those below `readable` (read only). False where Landlock is missing."""
    if sys.platform != "linux" or not no_new_privileges():
        return False
    libc = _libc()
    abi = libc.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), 1)
    if abi < 1:
        return False
    rights = (
        _RIGHTS_ABI1 | (abi >= 2) * _RIGHT_REFER | (abi >= 3) * _RIGHT_TRUNCATE | (abi >= 5) * _RIGHT_IOCTL
    )
    handled = (ctypes.c_uint64 * 3)(rights, _NET_TCP if abi >= 4 else 0, _SCOPES if abi >= 6 else 0)
    size = 8 if abi < 4 else 16 if abi < 6 else 24
    ruleset = libc.syscall(_CREATE_RULESET, ctypes.byref(handled), ctypes.c_size_t(size), 0)
    if ruleset < 0:
        return False
    try:
        for path in readable:
            _allow_reading(libc, ruleset, path)
        return bool(libc.syscall(_RESTRICT_SELF, ruleset, 0) == 0)
    finally:
        os.close(ruleset)


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"
    _fields_ = (("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32))


def _allow_reading(libc: ctypes.CDLL, ruleset: int, path: str) -> None:
    try:
        parent = os.open(path, getattr(os, "O_PATH", 0) | os.O_CLOEXEC)
    except OSError:
        return
    rights = _READ_FILE | (_READ_DIR if os.path.isdir(path) else 0)
    rule = _PathBeneath(rights, parent)
    libc.syscall(_ADD_RULE, ruleset, _PATH_BENEATH, ctypes.byref(rule), 0)
    os.close(parent)


class _Compare(ctypes.Structure):
    _fields_ = (
        ("arg", ctypes.c_uint),
        ("op", ctypes.c_int),
        ("datum_a", ctypes.c_uint64),
        ("datum_b", ctypes.c_uint64),
    )


def seccomp_filter() -> Callable[[], bool]:
    """Prepare the system-call filter once; the function returned puts it on the calling process."""
    library = _libseccomp()
    if library is None:
        return lambda: False
    allow, refuse = 0x7FFF0000, 0x00050000
    context = library.seccomp_init(allow)
    for name in REFUSED:
        _refuse(library, context, refuse | _PERMISSION, name)
    # clone3 hides its flags in memory, where a filter cannot look: say that it does not exist, so that
    # the C library falls back to clone, whose flags tell a thread from a process.
    _refuse(library, context, refuse | _MISSING, "clone3")
    _refuse(library, context, refuse | _PERMISSION, "clone", _Compare(0, _MASKED, _CLONE_THREAD, 0))
    for name, argument, comparison, value in REFUSED_WHEN:
        _refuse(library, context, refuse | _PERMISSION, name, _Compare(argument, comparison, value, 0))
    for number in _NEWER:
        library.seccomp_rule_add_array(context, refuse | _MISSING, number, 0, None)
    return _filter(_exported(library, context)) or (lambda: no_new_privileges() and library.seccomp_load(context) == 0)


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def _filter(program: bytes) -> Callable[[], bool] | None:
    """A function that puts a filter on; each child would otherwise spend two milliseconds on making it anew."""
    if not program:
        return None
    libc, told = _libc(), _Program(len(program) // _INSTRUCTION, program)
    return lambda: no_new_privileges() and bool(libc.prctl(_SET_SECCOMP, _FILTER, ctypes.byref(told), 0, 0) == 0)


def _exported(library: ctypes.CDLL, context: int) -> bytes:
    """The filter as the kernel takes it; nothing where it can not be had."""
    try:
        with open(os.memfd_create("filter"), "r+b", buffering=0) as file:
            failed = library.seccomp_export_bpf(ctypes.c_void_p(context), file.fileno())
            file.seek(0)
            return b"" if failed else file.readall()
    except (OSError, AttributeError):  # no memory to be had as a file; a libseccomp without this function
        return b""


def _libseccomp() -> ctypes.CDLL | None:
    if sys.platform != "linux":
        return None
    try:
        library = ctypes.CDLL("libseccomp.so.2", use_errno=True)
    except OSError:
        return None
    library.seccomp_init.restype = ctypes.c_void_p
    library.seccomp_init.argtypes = [ctypes.c_uint32]
    rule_arguments: list[Any] = [ctypes.c_void_p, ctypes.c_uint32, ctypes.c_int, ctypes.c_uint, ctypes.c_void_p]
    library.seccomp_rule_add_array.argtypes = rule_arguments
    library.seccomp_load.argtypes = [ctypes.c_void_p]
    library.seccomp_syscall_resolve_name.argtypes = [ctypes.c_char_p]
    return library


def _refuse(
    library: ctypes.CDLL, context: int, action: int, name: str, when: _Compare | None = None
) -> None:
    number = library.seccomp_syscall_resolve_name(name.encode())
    if number == -1:
        return
    conditions = () if when is None else (ctypes.byref(when),)
    library.seccomp_rule_add_array(context, action, number, len(conditions), *(conditions or (None,)))
