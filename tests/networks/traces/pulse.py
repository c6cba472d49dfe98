"""What a carer keeps to themselves leaves no line: its readers would learn that there is something."""

from tests.networks.traces import SILENT

SILENT |= {
    "say_how_long": "how long somebody can go on is theirs alone, and so is that they answered",
    "skip_pulse": "the same",
    "set_rhythm": "the same: it would say that somebody is asked",
    "erase_pulse": "the same",
    "tell_relief": "told to the people chosen; the client, who reads the ledger, may not be one of them",
    "take_back_relief": "the same",
}
