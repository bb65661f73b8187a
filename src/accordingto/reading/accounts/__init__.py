"""What the accounts are about: agreements and their steps, control of places, loaded words."""

from accordingto.reading.accounts.reading import Accounts, Drafts, accounts_of, drafted

__all__ = ["Accounts", "Drafts", "accounts_of", "drafted"]
