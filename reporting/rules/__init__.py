"""The follow-up's rules: facts in, figures out.

Standard library only. No clock, no database: the caller passes `now`, the facts, and what betalningsansvar
came to. The contract is `report.md`; each function names the paragraph it reads.
"""
