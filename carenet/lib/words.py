"""Words of people that come to stand inside a sentence of the house."""


def bare(words: object) -> str:
    """What somebody wrote, to stand between quotation marks inside a sentence: without the full stop at its
    end, which the sentence has itself. Three full stops, and other signs, stay.
    """
    said = str(words).strip()
    return said[:-1] if said.endswith(".") and not said.endswith("..") else said
