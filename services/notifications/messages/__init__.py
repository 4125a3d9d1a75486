"""What we tell people, one file per kind; `audience` says who is told what by which event.

Texts are French; facts that are unknown are left out rather than shown empty.
"""
