import os
import subprocess
import sys

import pytest

LOOK = """
import os, pathlib, sys
from contactcenter.embedded.rights import give_up_root
give_up_root()
closed = pathlib.Path(sys.argv[1])
(closed / "ours").touch()
print("user", os.geteuid())
try:
    (closed / "of somebody else").read_text()
except PermissionError:
    print("no powers left")
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has rights to give up")
def test_root_goes_on_as_daemon_and_keeps_its_closed_folders(tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    foreign = closed / "of somebody else"
    foreign.touch(mode=0o600)
    os.chown(foreign, 2, 2)

    ended = subprocess.run(
        [sys.executable, "-c", LOOK, closed], capture_output=True, text=True, check=True
    )

    assert ended.stdout == "user 1\nno powers left\n"
    assert (closed / "ours").exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has rights to give up")
def test_forbidden_namespace_is_told_in_one_sentence():
    forbid = "echo 0 > /proc/sys/user/max_user_namespaces"
    start = f"{sys.executable} -m contactcenter.embedded city --port 1"

    ended = subprocess.run(
        ["unshare", "--map-root-user", "sh", "-c", f"{forbid} && {start}"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert ended.returncode == 1
    [sentence] = ended.stderr.strip().splitlines()
    assert sentence.endswith(
        "copy the project to an ordinary user's folder and start it as that user."
    )
