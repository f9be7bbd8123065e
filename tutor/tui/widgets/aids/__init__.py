"""Job aids to be used: one widget for each kind."""

from tutor.model.items import Checklist, Decision, Procedure, Reference, Template
from tutor.services.using import Use
from tutor.tui.widgets.aids.base import AidPane


def aid_pane(use: Use) -> AidPane:
    """The widget for this use of an aid. A kind's module is imported when one of it is opened."""
    match use.aid.body:
        case Checklist() as body:
            from tutor.tui.widgets.aids.checklist import ChecklistPane

            return ChecklistPane(use, body)
        case Procedure() as body:
            from tutor.tui.widgets.aids.procedure import ProcedurePane

            return ProcedurePane(use, body)
        case Decision() as body:
            from tutor.tui.widgets.aids.decision import DecisionPane

            return DecisionPane(use, body)
        case Reference() as body:
            from tutor.tui.widgets.aids.reference import ReferencePane

            return ReferencePane(use, body)
        case Template() as body:
            from tutor.tui.widgets.aids.template import TemplatePane

            return TemplatePane(use, body)
