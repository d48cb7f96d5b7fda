"""A made-up firm some months into its year: what the pictures of the window show.

Everything is entered through `vault.app`; only the cost of a passphrase is low. Firms, people
and products are fictional.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from tests.fakes.firm import CHEAP
from vault.app.leak import incidents, leaks
from vault.app.library import documents, investments
from vault.app.partnership import agreements, demands, partners
from vault.app.people import creation, members
from vault.app.release import collecting, copies, releases, sealing
from vault.app.session import Session, unlock

ORG = "다온세라믹스 Daon Ceramics"
EXECUTIVE, ENGINEER, EXAMINER = "김이사 Kim", "이선우 Lee", "윤검증 Yoon"
WORD = "a passphrase for pictures"
DEMO = Path("resources/demo/process-specification.pdf")
LONG = (
    "세라믹 가열판 HP-240 제조 공정 전반의 품질 보증 시험 및 장기 신뢰성 평가 결과 보고서"
    "(2026년 3분기 개정판, 고객사 제출용 요약본과 부록 포함)"
)
"""A title as long as they come."""
HP, OVEN = "HP-240 heater plate", "소성 오븐 Firing oven"

LINE = "zone {1} of the {0} holds {2} degrees for {3} seconds while nitrogen flows"
PRICES = "item {1}: {2} pieces at {3} each, free of charge from ten boxes upwards, by lorry"


@dataclass
class Showcase:
    """Where the vault is, and what of it a picture points at."""

    vault: Path
    photo: Path
    waiting: str
    partner: str


class _Clock:
    """Time that can be set; it moves on by a second at each look."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC) - timedelta(days=75)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now

    def skip(self, days: float) -> str:
        """Let days pass; the new day."""
        self.now += timedelta(days=days)
        return self.now.date().isoformat()


def _sheet(path: Path, title: str, pages: int, line_of: str = LINE) -> Path:
    canvas = Canvas(str(path))
    for page in range(pages):
        canvas.setFont("Helvetica-Bold", 15)
        canvas.drawString(72, 790, f"{title}, sheet {page + 1}")
        canvas.setFont("Helvetica", 10.5)
        for line in range(40):
            canvas.drawString(
                72,
                760 - 17 * line,
                line_of.format(title, line + 1, 620 + line * 7 + page, line + 11),
            )
        canvas.showPage()
    canvas.save()
    return path


def build(folder: Path, *, traced: bool = True) -> Showcase:
    """Make it in an empty folder."""
    files = folder / "files"
    files.mkdir(parents=True)
    clock = _Clock()
    place = folder / "vault"
    boss = creation.create(
        place, org=ORG, user=EXECUTIVE, passphrase=WORD, zone="Asia/Seoul", clock=clock, cost=CHEAP
    ).session
    members.add(boss, ENGINEER, ["engineer"], WORD, cost=CHEAP)
    members.add(boss, EXAMINER, ["examiner", "auditor"], WORD, cost=CHEAP)
    engineer = unlock(place, ENGINEER, WORD, clock=clock)
    specification = _put(engineer, DEMO, HP, "공정사양서 Process specification HP-240")
    drawing = _put(
        engineer, _sheet(files / "jig.pdf", "Firing jig", 2), HP, "소성 지그 도면 Jig drawing"
    )
    profile = _put(
        engineer, _sheet(files / "profile.pdf", "Profile", 4), OVEN, "승온 곡선 Temperature profile"
    )
    recipe = files / "slurry-recipe.txt"
    recipe.write_text("alumina 92.0, binder 5.5, dispersant 0.8\n" * 30, encoding="utf-8")
    _put(engineer, recipe, HP, "슬러리 배합표 Slurry recipe")
    _put(
        engineer,
        _sheet(files / "check.pdf", "Inspection", 3),
        OVEN,
        "검사 기준서 Inspection criteria",
    )

    _put(engineer, _sheet(files / "report.pdf", "Reliability", 2), OVEN, LONG)

    daehan = partners.add_partner(engineer, "대한전자 Daehan Electronics").id
    north = partners.add_partner(engineer, "Northwind Appliances").id
    kim = partners.add_contact(
        engineer, daehan, "김서연", email="s.kim@daehan.example", title="구매팀"
    ).id
    han = partners.add_contact(
        engineer, daehan, "한지우", email="j.han@daehan.example", title="연구소"
    ).id
    roe = partners.add_contact(
        engineer, north, "Jane Roe", email="jane.roe@northwind.example", title="Sourcing"
    ).id
    day = clock.now.date()
    agreements.add(
        engineer,
        daehan,
        kind="nda",
        signed=day.isoformat(),
        until=(day + timedelta(days=400)).isoformat(),
        covers="HP-240 시험 생산",
        staff=["김서연", "한지우", "박도윤"],
    )
    demand = demands.add(
        engineer,
        daehan,
        received=day.isoformat(),
        channel="전화",
        words="업무상 필요하니 HP-240 관련 기술자료 일체를 이번 주 안에 보내 주세요.",
        asked_by="구매팀 김서연",
        items={"purpose": "시험 생산 평가", "scope": "공정사양서 1~6쪽"},
        relation="yes",
        due=(day + timedelta(days=5)).isoformat(),
    ).id
    demands.follow_up(
        engineer,
        demand,
        note="메일로 회신을 받음",
        channel="이메일",
        items={"price": "무상, 반환 조건"},
    )
    until = (day + timedelta(days=85)).isoformat()
    first = _released(boss, engineer, [f"{specification}:1-6"], [kim, han], until, demand=demand)
    packs = folder / "packs"
    delivered = collecting.collect(engineer, first, packs)
    for each in delivered:
        clock.skip(0.5)
        copies.deliver(engineer, each.copy.id, channel="이메일")
    copies.acknowledge(engineer, delivered[0].copy.id)
    clock.skip(9)
    second = _released(boss, engineer, [profile], [roe], (day + timedelta(days=70)).isoformat())
    north_pack = collecting.collect(engineer, second, packs)[0]
    copies.deliver(engineer, north_pack.copy.id, channel="택배")
    clock.skip(20)
    refused = _asked(engineer, [drawing], [kim], until)
    boss.refresh()
    releases.reject(boss, refused, "도면 대신 요약본을 제공합니다.")
    approved = _asked(engineer, [f"{drawing}:1"], [han], until)
    boss.refresh()
    _yes(boss, approved)
    third = _released(boss, engineer, [f"{specification}:7"], [kim], until)
    collecting.collect(engineer, third, packs)  # in the engineer's hands, not delivered yet
    investments.add(
        engineer, OVEN, clock.now.date().isoformat(), "hours", hours="120", amount="7200000",
        currency="KRW", note="승온 곡선 개발",
    )  # fmt: skip
    photo = folder / "found.jpg"
    if traced:
        photo.write_bytes(_photograph(delivered[0].path, DEMO.name, 3))
        clock.skip(25)
        boss.refresh()
        leak = leaks.lodge(
            boss, [photo], found_by="전시회 방문자", where="B사 부스", when=clock.skip(1)
        )
        from vault.app.leak.tracer import Tracer

        with Tracer(boss) as tracer:
            tracer.trace(leak)
        _other_leaks(boss, delivered[0].path, folder, clock)
        incidents.open_incident(
            boss, leak.id, partner=daehan, third_party="B사 Bright Kilns",
            known=clock.now.date().isoformat(),
        )  # fmt: skip
    clock.now = max(clock.now, datetime.now(UTC) - timedelta(days=1))
    engineer.refresh()
    waiting = _asked(
        engineer, [f"{specification}:1-4", f"{profile}:1-2"], [kim, han], _in(clock, 60), demand
    )
    return Showcase(place, photo, waiting, daehan)


def begin(place: Path) -> None:
    """A vault on its first day: its owner, and nothing else."""
    place.parent.mkdir(parents=True, exist_ok=True)
    creation.create(
        place, org=ORG, user=EXECUTIVE, passphrase=WORD, zone="Asia/Seoul", cost=CHEAP
    )  # fmt: skip


def _other_leaks(boss: Session, pack: Path, folder: Path, clock: _Clock) -> None:
    """Leaks that name nobody: the head of a title page, and a page of somebody else's.

    How much of the page is just too little differs from vault to vault; so more of it turns up
    until a trace reads something.
    """
    from PIL import Image

    from vault.app.leak.tracer import Tracer

    head, other = folder / "title-page.jpg", folder / "other-firm.pdf"
    _sheet(other, "Price list of another firm", 1, PRICES)
    boss.refresh()
    with Image.open(io.BytesIO(_photograph(pack, DEMO.name, 0))) as image, Tracer(boss) as tracer:
        across, down = image.size
        for left, low in ((0.5, 0.38), (0.4, 0.38), (0.35, 0.36), (0.25, 0.36), (0.1, 0.36)):
            area = (round(across * left), down // 20, across, round(down * low))
            image.crop(area).save(head, quality=60)
            day = clock.skip(0.2)
            found = leaks.lodge(boss, [head], found_by="김서연", where="메신저", when=day)
            if tracer.trace(found).verdict.verdict != "no-evidence":
                break
        day = clock.skip(1)
        tracer.trace(leaks.lodge(boss, [other], found_by="검색", where="웹사이트", when=day))


def _in(clock: _Clock, days: int) -> str:
    return (clock.now + timedelta(days=days)).date().isoformat()


def _put(session: Session, path: Path, technology: str, title: str) -> str:
    added = documents.add(session, [path], technology=technology, title=title)
    for failed in added.failed:
        raise failed.error
    return str(added.documents[0][0])


def _asked(
    engineer: Session, items: list[str], contacts: list[str], until: str, demand: str = ""
) -> str:
    engineer.refresh()
    return releases.request(
        engineer,
        releases.Request(
            contacts=contacts,
            documents=items,
            purpose="시험 생산 평가 / trial production",
            until=until,
            return_by=until,
            demand=demand,
            why_each={item.partition(":")[0]: "공정 조건 확인" for item in items},
            allow_untraceable=True,
        ),
    ).id


def _yes(boss: Session, release: str) -> None:
    found = releases.standing(boss.state, boss.state.facts.releases[release], boss.clock())
    blocked = tuple(each.code for each in found if each.blocks)
    accepted = [each.code for each in found if each.accept and not each.blocks]
    more = {"override": blocked, "reason": "대표이사 지시에 따른 제공"} if blocked else {}
    releases.approve(boss, release, accepted, **more)  # type: ignore[arg-type]


def _released(
    boss: Session,
    engineer: Session,
    items: list[str],
    contacts: list[str],
    until: str,
    demand: str = "",
) -> str:
    release = _asked(engineer, items, contacts, until, demand)
    boss.refresh()
    _yes(boss, release)
    sealing.seal(boss, release)
    engineer.refresh()
    return release


def _photograph(pack: Path, name: str, page: int) -> bytes:
    from vault.intake.worker import Sandbox

    with zipfile.ZipFile(pack) as archive:
        data = archive.read(next(n for n in archive.namelist() if n.endswith(name)))
    with Sandbox(memory_bytes=4 << 30, role="The copy") as box:
        made: bytes = box.call("vault.tracing.simulate:photo_for_demo", pdf=data, page=page)
    return made
