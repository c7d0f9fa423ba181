import errno
import json
import os
import stat

import pytest

from contactcenter.embedded import keys
from contactcenter.embedded.folders import LONGEST_SOCKET_PATH, Folders, opened, what_to_do
from contactcenter.embedded.report import Problem


def test_sockets_lie_beside_the_data_for_their_owner_alone(tmp_path):
    with opened(tmp_path) as folders:
        assert folders.sockets == tmp_path / "run"
        assert stat.S_IMODE(folders.sockets.stat().st_mode) == 0o700


@pytest.mark.parametrize("name", ["å" * 60, "my house", "c#", "100%"])
def test_sockets_lie_elsewhere_when_their_path_would_not_do(tmp_path_factory, monkeypatch, name):
    short = tmp_path_factory.mktemp("s")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(short))

    sockets = Folders(short / name).sockets

    assert sockets.parent == short
    assert len(os.fsencode(sockets / ".s.PGSQL.5432")) <= LONGEST_SOCKET_PATH
    assert stat.S_IMODE(sockets.stat().st_mode) == 0o700


def test_folder_of_sockets_that_others_may_enter_is_refused(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    var = tmp_path / ("x" * 100)
    Folders(var).sockets.chmod(0o755)

    with pytest.raises(Problem, match="is not a folder of yours alone"):
        _ = Folders(var).sockets


@pytest.mark.parametrize(
    ("number", "beginning"),
    [
        (errno.ENOSPC, "The disk is full: make room for 300 MB"),
        (errno.EROFS, "/house/var cannot be written to (Read-only file system): start as the user"),
        (errno.EIO, "/house/var refused (Input/output error): put that right"),
    ],
)
def test_refusal_by_the_system_says_what_to_do(number, beginning):
    assert what_to_do(OSError(number, os.strerror(number), "/house/var")).startswith(beginning)


def test_keys_are_made_once_for_their_owner_alone(tmp_path):
    with opened(tmp_path) as folders:
        first, second = keys.read_or_make(folders), keys.read_or_make(folders)

    assert first == second
    assert len(set(first.values())) == len(keys.NAMES)
    assert stat.S_IMODE((tmp_path / "secrets.json").stat().st_mode) == 0o600


def test_key_that_is_new_joins_those_of_an_older_version(tmp_path):
    (tmp_path / "secrets.json").write_text(json.dumps({"SECRET_KEY": "old"}))

    with opened(tmp_path) as folders:
        assert keys.read_or_make(folders).keys() == set(keys.NAMES)
        assert keys.read_or_make(folders)["SECRET_KEY"] == "old"
