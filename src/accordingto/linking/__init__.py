"""What many reports say together: which claims tell of the same happening. Pure over values."""

from accordingto.linking.accounts import account_of
from accordingto.linking.memory import link
from accordingto.linking.profiles import LINKED_KINDS

__all__ = ["LINKED_KINDS", "account_of", "link"]
