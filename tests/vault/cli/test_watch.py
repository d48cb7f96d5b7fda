"""`cocoon document watch --once`: a folder brought up to date by the command."""

from __future__ import annotations

from pathlib import Path

from tests.fakes.office import APPROVER, ENGINEER, OWNER, opened


def test_a_folder_is_brought_up_to_date_once_and_again(tmp_path: Path) -> None:
    office = opened(tmp_path / "office", {})
    folder = tmp_path / "drawings"
    folder.mkdir()
    (folder / "nozzle.txt").write_text("0.4 mm")
    (folder / "~$nozzle.txt").write_text("lock")
    command = ("document", "watch", str(folder), "--technology", "Nozzles", "--once")
    first = office(OWNER, *command)["documents"]
    assert [(each["title"], each["revision"]) for each in first] == [("nozzle", 1)]

    (folder / "nozzle.txt").write_text("0.5 mm")
    (folder / "copy.txt").write_text("0.5 mm")
    again = office(OWNER, *command)["documents"]
    assert again == [{"id": first[0]["id"], "revision": 2, "title": "nozzle"}]
    shown = office(ENGINEER, "document", "show", first[0]["id"])
    assert [each["file"] for each in shown["revisions"]] == ["nozzle.txt", "nozzle.txt"]

    refused = office.refused(APPROVER, *command)
    assert refused["code"] == "not-an-engineer" and refused["next"]
