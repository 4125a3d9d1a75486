"""Becomes another program, after tying its life to its parent's and leaving root behind.

Run by path: `python -I -S launch.py PARENT_PID DEATH_SIGNAL IDENTITY program argument…`.
Standard library only (20 ms). A program and not a `preexec_fn`: that one is unsafe beside threads.
"""

import ctypes
import os
import pwd
import sys
from enum import StrEnum
from pathlib import Path

_CLONE_NEWUSER = 0x10000000
_PR_SET_PDEATHSIG = 1
_SERVER_USER = "nobody"


class Identity(StrEnum):
    """As whom a program runs. PostgreSQL refuses to be root."""

    SELF = "self"
    NAMESPACE = "namespace"  # a private user namespace: root outside, `nobody` inside
    NOBODY = "nobody"  # really `nobody`: where user namespaces are forbidden


def main(arguments: list[str]) -> None:
    """Take on the identity, ask to be signalled when the parent dies, become the program."""
    parent, death_signal, identity, *command = arguments
    assume(Identity(identity))
    follow(int(parent), death_signal=int(death_signal))
    try:
        os.execvp(command[0], command)  # noqa: S606 - no shell: the supervisor's own argument list
    except PermissionError:
        sys.exit(f"As {identity}, {command[0]} may not be run: a folder above it is private.")


def assume(identity: Identity) -> None:
    """Change who we are.

    Raises:
        OSError: the kernel forbids it (user namespaces are often closed in containers).
    """
    user = pwd.getpwnam(_SERVER_USER)
    match identity:
        case Identity.SELF:
            pass
        case Identity.NAMESPACE:
            _enter_namespace(user)
        case Identity.NOBODY:
            os.setgroups([])
            os.setgid(user.pw_gid)
            os.setuid(user.pw_uid)


def follow(parent: int, *, death_signal: int) -> None:
    """Get `death_signal` when the parent dies (Linux only; elsewhere nothing happens).

    Comes after a change of identity, which clears it. The parent is the *thread* that started us.
    """
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, death_signal, 0, 0, 0)
    if os.getppid() != parent:
        sys.exit(1)


def _enter_namespace(user: pwd.struct_passwd) -> None:
    outer_user, outer_group = os.geteuid(), os.getegid()
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(_CLONE_NEWUSER) != 0:
        raise OSError(ctypes.get_errno(), "user namespaces are not permitted")
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{user.pw_uid} {outer_user} 1")
    Path("/proc/self/gid_map").write_text(f"{user.pw_gid} {outer_group} 1")


if __name__ == "__main__":
    main(sys.argv[1:])
