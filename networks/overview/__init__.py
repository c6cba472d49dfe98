"""What an organisation sees of the networks it takes part in: numbers and codes of ours, never a content.

``copying`` keeps one flat row for each organisation and network, and the totals, from what the networks'
health is read to be; ``asking`` is a question to those rows; ``reading`` answers it page by page;
``protecting`` is pure and hides small groups; ``yearly`` is the picture of a year.
"""
