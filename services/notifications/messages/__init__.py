"""What we tell people, one file per kind, a folder per audience; `audience` says who hears what.

Texts are French; facts that are unknown are left out rather than shown empty.
"""
