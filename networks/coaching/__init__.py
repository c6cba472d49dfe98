"""The workspace of a tilting coach: patterns, experiments, rules and a log, of networks that said yes.

``doors`` decides what a coach may know of: without a consent that holds there is nothing, not even in a
count. ``reading`` is what the coach's pages show, ``consents`` what a network sees of it; both make the same
``Seen``, so that a preview is exactly what a coach would see. ``names`` keeps names out of the log.
"""
