"""Backups now and on a schedule, and the drill that shows the recovery key works."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QComboBox, QLineEdit

from ui.context import Context
from ui.theme.tokens import READABLE
from ui.views.settings_restore import CheckForm, RestoreForm
from ui.views.settings_section import Section
from ui.widgets.basics import Banner, Card, Progress, button, label, row
from ui.widgets.form import FormDialog, PathField
from ui.widgets.number import Number
from ui.wording import dated


class Backup(Section):
    """A vault that lies on one disk is lost with it."""

    def __init__(self, context: Context, banner: Banner, progress: Progress) -> None:
        super().__init__(context, banner, progress)
        self.setMaximumWidth(READABLE["form"])
        self.now_card, self.plan_card, self.key_card = Card(" "), Card(" "), Card(" ")
        self.back_card, self.clock_card = Card(" "), Card(" ")
        self.clock_said = label("", "soft", wrap=True)
        self.clock = button("", self._clock)
        self.back_said = label("", "soft", wrap=True)
        self.check = button("", self._check)
        self.restore = button("", self._restore)
        self.now_said = label("", "soft", wrap=True)
        self.plan_said = label("", "soft", wrap=True)
        self.key_said = label("", "soft", wrap=True)
        self.make = button("", self.back_up, primary=True)
        self.plan = button("", self._plan)
        self.run_now = button("", self._run)
        self.off = button("", self._off)
        self.drill = button("", self._drill)
        for card, said, parts in (
            (self.now_card, self.now_said, (self.make,)),
            (self.plan_card, self.plan_said, (self.plan, self.run_now, self.off)),
            (self.back_card, self.back_said, (self.check, self.restore)),
            (self.key_card, self.key_said, (self.drill,)),
            (self.clock_card, self.clock_said, (self.clock,)),
        ):
            card.column.addWidget(said)
            card.column.addLayout(row(*parts, 1))
            self.column.addWidget(card)
        self.column.addStretch(1)
        self.retranslate()

    def retranslate(self) -> None:
        self.heading.setText(self.tr("Backup and recovery"))
        self.about.setText(
            self.tr("Backups are encrypted like the vault itself, and open with the same keys.")
        )
        self.now_card.heading.setText(self.tr("A backup now"))
        self.now_said.setText(self.tr("One file with everything, also while others work."))
        self.make.setText(self.tr("Back up now…"))
        self.plan_card.heading.setText(self.tr("On a schedule"))
        self.plan.setText(self.tr("Schedule…"))
        self.run_now.setText(self.tr("Make it now"))
        self.off.setText(self.tr("Switch off"))
        self.back_card.heading.setText(self.tr("A backup that was made"))
        self.back_said.setText(
            self.tr("Try it before it is needed: a backup that cannot be opened is none.")
        )
        self.check.setText(self.tr("Check a backup…"))
        self.restore.setText(self.tr("Restore a backup…"))
        self.restore.setEnabled(self.owner)
        self.key_card.heading.setText(self.tr("The recovery key"))
        self.drill.setText(self.tr("Try the recovery key…"))
        self.clock_card.heading.setText(self.tr("A clock that ran ahead"))
        self.clock_said.setText(
            self.tr(
                "There are entries dated later than this machine's clock. If the clock is right, "
                "declare that another was ahead; until then, who made them cannot write on."
            )
        )
        self.clock.setText(self.tr("Declare it…"))
        self.clock_card.setVisible(bool(self.page and "clock-ahead" in self.page.warnings))
        plan = self.page.backup if self.page else None
        there = plan is not None and plan.every > 0
        self.run_now.setVisible(there)
        self.off.setVisible(there)
        self.plan.setEnabled(self.owner)
        self.off.setEnabled(self.owner)
        if there:
            assert plan is not None
            due = self.tr("It is due.") if plan.due else ""
            text = self.tr(
                "Every {days} days in {folder}; the newest {keep} are kept. Last {last}, next "
                "{next}. {due}"
            )
            self.plan_said.setText(
                text.format(
                    days=plan.every,
                    folder=plan.folder,
                    keep=plan.keep,
                    last=dated(plan.last) or self.tr("never"),
                    next=dated(plan.next),
                    due=due,
                ).strip()
            )
        else:
            self.plan_said.setText(
                self.tr("None is set. With one, home says when a backup is due or late.")
            )
        drilled = self.page.drilled if self.page else ""
        self.key_said.setText(
            self.tr("It was last tried on {day}. Trying it uses nothing up.").format(
                day=dated(drilled)
            )
            if drilled
            else self.tr("It was never tried. Take the paper and type it: nothing is used up.")
        )

    def back_up(self) -> None:
        """Ask where, and back up."""
        form = BackupForm(self.context, self)
        form.sent.connect(
            lambda path: self.banner.say("good", self.tr("The backup is saved."), str(path))
        )
        form.begin()

    def _check(self) -> None:
        def say(found: tuple[bool, int, str]) -> None:
            whole, entries, problem = found
            if whole:
                said = self.tr("The backup is whole. Entries in it: {n}.")
                self.banner.say("good", said.format(n=f"{entries:,}"))
            else:
                step = self.tr("Make another one now, and keep this one for whoever looks into it.")
                self.banner.say(
                    "bad", self.tr("The backup is damaged: {what}").format(what=problem), step
                )

        form = CheckForm(self.context, self)
        form.sent.connect(say)
        form.begin()

    def _restore(self) -> None:
        form = RestoreForm(self.context, self)
        step = self.tr("Open it with “Open another vault”. Packs delivered since can be read back.")

        def say(folder: str) -> None:
            text = self.tr("The vault is restored in {folder}.").format(folder=folder)
            self.banner.say("good", text, step)

        form.sent.connect(say)
        form.begin()

    def _plan(self) -> None:
        if self.page:
            ScheduleForm(self.context, self, self.page).begin()

    def _run(self) -> None:
        def work(session: Any, job: Any) -> Any:
            from vault.app.maintenance.backup_schedule import run

            return run(session, now_anyway=True, report=job.report)

        def done(ran: Any) -> None:
            self.progress.end()
            self.banner.say("good", self.tr("The backup is made and checked."), str(ran.made))

        self._do(work, done)

    def _off(self) -> None:
        def work(session: Any, job: Any) -> Any:
            from vault.app.maintenance.backup_schedule import switch_off

            switch_off(session)

        self._do(work, lambda _: self.progress.end())

    def _do(self, work: Any, done: Any) -> None:
        self.banner.clear()

        def failed(error: BaseException) -> None:
            self.progress.end()
            self.banner.fail(error)

        job = self.context.desk.do_apart(
            work, areas={"backup"}, done=done, failed=failed, progressed=self.progress.step
        )
        if job is not None:
            self.progress.begin(self.tr("Backing up…"), job.cancel)
            job.finished.connect(self.progress.end)

    def _clock(self) -> None:
        form = ClockForm(self.context, self)
        form.sent.connect(lambda _: self.banner.say("good", self.tr("It is in the ledger.")))
        form.begin()

    def _drill(self) -> None:
        form = DrillForm(self.context, self)
        form.sent.connect(
            lambda opened: self.banner.say(
                "good",
                self.tr("The recovery key works: it opens all keys in force ({n}).").format(
                    n=opened
                ),
                self.tr("It was not used up. Lock the paper away again."),
            )
        )
        form.begin()


class ClockForm(FormDialog):
    """What happened to a clock is said once, signed."""

    def __init__(self, context: Context, parent: Any) -> None:
        super().__init__(context, parent, name="clock")
        self.titled(self.tr("A clock that ran ahead"), self.tr("Declare it"))
        self.note(
            self.tr(
                "The entry carries this machine's time, which must be right, and stays readable. "
                "You declare your own clock; owners also those of others."
            )
        )
        self.reason = self.add("reason", self.tr("What &happened"), QLineEdit())

    def submit(self) -> None:
        reason = self.reason.text()

        def work(session: Any, job: Any) -> Any:
            from vault.app.maintenance.clocks import correct

            return correct(session, reason).at

        self.run(work, "backup")


class BackupForm(FormDialog):
    """One file with everything."""

    def __init__(self, context: Context, parent: Any) -> None:
        super().__init__(context, parent, name="backup")
        self.titled(self.tr("Back up the vault"), self.tr("Back up"))
        self.note(self.tr("Best on another disk. The file is encrypted."))
        suggest = "cocoon-backup.tar"
        self.out = self.add("out", self.tr("&Save as"), PathField(save=True, suggest=suggest))

    def submit(self) -> None:
        if not self.out.text():
            self.miss(self.tr("No file was named."), self.tr("Choose where to save it."), self.out)
            return
        out = Path(self.out.text())
        out = out if out.suffix == ".tar" else out.with_name(out.name + ".tar")

        def work(session: Any, job: Any) -> Any:
            from vault.app.maintenance.backups import backup

            backup(session, out, job.report)
            return str(out)

        self.run_apart(work, "backup", what=self.tr("Backing up…"))


class ScheduleForm(FormDialog):
    """How often, where, how many, and who makes them beside the owners."""

    def __init__(self, context: Context, parent: Any, page: Any) -> None:
        super().__init__(context, parent)
        plan = page.backup
        self.titled(self.tr("Backups on a schedule"), self.tr("Schedule them"))
        self.every = self.add("every", self.tr("Every so many &days"), Number(1, 365))
        self.every.setValue(plan.every or 7)
        self.folder = self.add(
            "folder", self.tr("&Folder, best on another disk"), PathField(folder=True)
        )
        self.folder.line.setText(plan.folder)
        self.keep = self.add("keep", self.tr("&Keep the newest"), Number(1, 365))
        self.keep.setValue(plan.keep)
        self.by = self.add("by", self.tr("&Made by an owner, or by"), QComboBox())
        self.by.addItem(self.tr("nobody else"), "")
        for member in page.members:
            if member.active and "owner" not in member.roles:
                self.by.addItem(member.name, member.id)
        self.by.setCurrentIndex(max(0, self.by.findData(plan.by)))

    def submit(self) -> None:
        if not self.folder.text():
            self.miss(self.tr("No folder was named."), self.tr("Choose one."), self.folder.line)
            return
        every, folder, keep = self.every.value(), Path(self.folder.text()), self.keep.value()
        by = str(self.by.currentData())

        def work(session: Any, job: Any) -> Any:
            from vault.app.maintenance.backup_schedule import set_schedule

            return set_schedule(session, every, folder, keep, by)

        self.run(work, "backup")


class DrillForm(FormDialog):
    """The recovery key is typed from paper; it is tried and not used up."""

    def __init__(self, context: Context, parent: Any) -> None:
        super().__init__(context, parent)
        self.titled(self.tr("Try the recovery key"), self.tr("Try it"))
        self.note(
            self.tr(
                "Type it from the paper. Nothing changes but an entry in the ledger that it works."
            )
        )
        self.key = self.add("key", self.tr("&Recovery key"), QLineEdit())
        self.key.setEchoMode(QLineEdit.EchoMode.Password)

    def submit(self) -> None:
        key, folder = self.key.text(), self.context.desk.folder

        def work(session: Any, job: Any) -> Any:
            from vault.app.people.members import drill

            opened = drill(folder or session.store, key)
            session.refresh()
            return opened

        self.run(work, "backup", what=self.tr("Trying it…"))
