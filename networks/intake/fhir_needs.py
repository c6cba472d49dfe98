"""The needs of a FHIR file: its goals, and what a care plan without goals says in words."""

from networks.intake.clean import clean, key_of, plain
from networks.intake.draft import NeedLine
from networks.intake.fhir_client import Chooser, Chosen
from networks.intake.fhir_codes import domain_of
from networks.intake.fhir_index import Index
from networks.intake.fhir_names import lasting_identity
from networks.intake.fhir_tree import Element, Resource, concept_words
from networks.intake.limits import Limits
from networks.intake.remarks import Findings, Remark, guessed, left_out, taken

CLOSED_GOALS = frozenset({"completed", "cancelled", "entered-in-error", "rejected"})
CLOSED_PLANS = frozenset({"revoked", "completed", "entered-in-error"})
CLOSED_ACTIVITIES = frozenset({"completed", "cancelled", "stopped", "entered-in-error"})


class Needs:
    """Turns goals and plans of the client into needs, the same words only once."""

    def __init__(
        self, index: Index, chosen: Chosen, chooser: Chooser, findings: Findings, limits: Limits
    ) -> None:
        self.index = index
        self.chosen = chosen
        self.chooser = chooser
        self.findings = findings
        self.limits = limits
        self.lines: dict[str, NeedLine] = {}

    def read(self) -> list[NeedLine]:
        plans = self.index.of("CarePlan")
        goals = self.index.of("Goal")
        goals += [goal for plan in plans for goal in plan.contained.values() if goal.kind == "Goal"]
        for goal in goals:
            self._read_goal(goal)
        for plan in plans:
            self._read_plan(plan)
        return list(self.lines.values())

    def _read_goal(self, goal: Resource) -> None:
        status = goal.text("lifecycleStatus") or goal.text("status")
        if status in CLOSED_GOALS:
            self.findings.say(left_out("need_closed", goal.source, status=status))
            return
        if self._is_about_other(goal):
            return
        concept = goal.child("description")
        words = concept_words(concept) if concept else ""
        if not words and isinstance(goal.fields.get("description"), str):
            words = goal.text("description")
        if not words:
            self.findings.say(left_out("need_without_words", goal.source))
            return
        domain, by = domain_of(goal.children("category"))
        remarks = [self._voice(goal)]
        if domain:
            remarks.append(taken("domain_stated", words=by))
        self._add(goal, words, domain, remarks)

    def _voice(self, goal: Resource) -> Remark:
        """Whether the client put the goal forward; R5 calls the field source."""
        reference = goal.child("expressedBy") or (goal.child("source") if goal.has("source") else None)
        one = self.chooser.pointed(reference, goal) if reference else None
        by_client = one is not None and (one.who in self.chosen.pointers or not self.chosen.pointers)
        return taken("need_by_client") if by_client else guessed("need_not_by_client")

    def _is_about_other(self, record: Resource) -> bool:
        subject = record.child("subject")
        one = self.chooser.pointed(subject, record) if subject else None
        if one is None or not self.chosen.pointers or one.who in self.chosen.pointers:
            return False
        self.findings.say(left_out("belongs_to_other", record.source, name=record.source))
        return True

    def _read_plan(self, plan: Resource) -> None:
        """A plan with goals is said by its goals; else its activities in words, else its own words."""
        status = plan.text("status")
        if status in CLOSED_PLANS:
            self.findings.say(left_out("need_closed", plan.source, status=status))
            return
        if self._is_about_other(plan):
            return
        has_goals = any(self.index.resolve(goal, plan) is not None for goal in plan.children("goal"))
        written = self._read_activities(plan, has_goals=has_goals)
        own = plan.text("description") or plan.text("title")
        if own and not has_goals and not written:
            self._add(plan, own, domain_of(plan.children("category"))[0], [guessed("need_from_plan")])

    def _read_activities(self, plan: Resource, *, has_goals: bool) -> bool:
        """Activities described in words become needs when the plan has no goals. Returns whether any did."""
        written = False
        for activity in plan.children("activity"):
            detail = activity.child("detail") or activity
            words = detail.text("description")
            if words and not has_goals and detail.text("status") not in CLOSED_ACTIVITIES:
                self._add(plan, words, None, [guessed("need_from_plan")], part=words)
                written = True
            else:
                self._leave_activity(plan, detail, words)
        return written

    def _leave_activity(self, plan: Resource, detail: Element, words: str) -> None:
        code = detail.child("code")
        reference = detail.child("reference") or detail.child("plannedActivityReference")
        shown = (
            words or (concept_words(code) if code else "") or (reference.text("display") if reference else "")
        )
        self.findings.say(left_out("activity", plan.source, words=clean(shown, 100) or "–"))

    def _add(
        self, record: Resource, words: str, domain: str | None, remarks: list[Remark], *, part: str = ""
    ) -> None:
        if plain(words) in self.lines:
            self.findings.say(left_out("need_double", record.source))
        elif len(self.lines) >= self.limits.max_needs:
            self.findings.uncounted += 1
        else:
            key = key_of("fhir", "need", lasting_identity(record) or plain(words), plain(part))
            kept = clean(words, self.limits.max_words)
            if len(kept) < len(words):
                remarks = [*remarks, guessed("shortened", words=words[:40])]
            self.lines[plain(words)] = NeedLine(key, record.source, kept, domain, tuple(remarks))
