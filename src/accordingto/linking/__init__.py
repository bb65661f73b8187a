"""What many reports say together: which claims tell of the same happening. Pure over values."""

from accordingto.linking.memory import link
from accordingto.linking.profiles import LINKED_KINDS, report_context
from accordingto.linking.summary import Report, heard, summed_up

__all__ = ["LINKED_KINDS", "Report", "heard", "link", "report_context", "summed_up"]
