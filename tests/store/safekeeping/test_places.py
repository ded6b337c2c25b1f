"""Where a database may not lie: on the network, or in a folder that a cloud service copies."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from visitplanner.bootstrap import start
from visitplanner.domain.core.errors import Refused
from visitplanner.paths import cloud_of, on_network, refuse_shared, user_folder

MOUNTS = """/dev/sda1 / ext4 rw 0 0
server:/share /mnt/office nfs4 rw 0 0
//nas/visits /mnt/nas cifs rw 0 0
/dev/sdb1 /mnt/office/local ext4 rw 0 0
me@host: /users/wang/far fuse.sshfs rw 0 0
tmpfs /mnt/officers tmpfs rw 0 0
"""


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        (r"C:\Users\wang\OneDrive\visits", "OneDrive"),
        (r"C:\Users\wang\OneDrive - 台灣電力公司\visits", "OneDrive"),
        (r"D:\Dropbox\visits", "Dropbox"),
        ("/users/wang/Dropbox (Office)/visits", "Dropbox"),
        (r"G:\My Drive\visits", "Google Drive"),
        (r"G:\我的雲端硬碟\洽訪", "Google Drive"),
        ("/Users/wang/Google Drive", "Google Drive"),
        (r"C:\Users\wang\iCloudDrive\visits", "iCloud"),
        ("/Users/wang/Library/Mobile Documents/com~apple~CloudDocs/visits", "iCloud"),
        ("/Users/wang/Library/CloudStorage/OneDrive-Office/visits", "OneDrive"),
        ("/Users/wang/Library/CloudStorage/GoogleDrive-wang@office/My Drive", "Google Drive"),
        ("/users/wang/Nextcloud/visits", "Nextcloud"),
        (r"E:\Sky\visits", "OneDrive"),
        (r"E:\Skyline\visits", ""),
        (r"C:\Users\wang\AppData\Local\visitplanner", ""),
        ("/users/wang/onedrivers/visits", ""),
        ("/users/dropboxer/visits", ""),
        ("/users/wang/.local/share/visitplanner", ""),
    ],
)
def test_a_folder_that_is_copied_elsewhere_is_known_by_its_path(folder: str, service: str) -> None:
    assert cloud_of(folder, {"OneDrive": "E:\\Sky\\"}) == service


@pytest.mark.parametrize(
    ("folder", "expected"),
    [
        (r"\\server\share\visits", True),
        ("//server/share", True),
        ("/mnt/office/visits", True),
        ("/mnt/office", True),
        ("/mnt/nas/a/b", True),
        ("/users/wang/far/a", True),
        ("/mnt/office/local/visits", False),
        ("/mnt/officers/visits", False),
        ("/users/wang/visits", False),
        (r"C:\visits", False),
    ],
)
def test_a_folder_on_the_network_is_known_by_its_slashes_or_its_mount(folder: str, expected: bool) -> None:
    assert on_network(folder, MOUNTS) is expected


def test_the_refusal_names_the_service_and_a_folder_that_is_right(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="OneDrive copies this folder") as refusal:
        refuse_shared(tmp_path / "OneDrive" / "visits")
    assert refusal.value.mend is not None and str(user_folder()) in str(refusal.value.mend)
    assert not (tmp_path / "OneDrive").exists()
    refuse_shared(tmp_path / "visits")


@pytest.mark.skipif(sys.platform == "win32", reason="making a link needs a right there")
def test_a_link_into_a_copied_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "office").symlink_to(tmp_path / "Dropbox")
    with pytest.raises(Refused, match="Dropbox"):
        refuse_shared(tmp_path / "office")


@pytest.mark.parametrize("words", [("init", "--demo"), ("visits",), ("restore", "a.vpbackup")])
def test_every_command_refuses_it_and_makes_nothing(
    tmp_path: Path, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert start(["--data-dir", str(tmp_path / "Dropbox" / "office"), *words]) == 1
    assert "Dropbox 會在資料庫寫入時同步這個資料夾" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
