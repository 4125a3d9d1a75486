"""What we tell people, one file per kind, a folder per audience; `audience` says who hears what.

Written in French, said when queued, in the reader's language; facts that are unknown are left out
rather than shown empty.
"""
