"""What was read from a file, kept between the preview and the decision to save."""

from django.conf import settings
from django.db import models

from carenet.lib.models import Stamped
from networks.models.network import Network


class ImportDraft(Stamped):
    """A file's reading, private to who uploaded it. It is no record: removed when saved, dropped or old."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    network = models.ForeignKey(Network, models.CASCADE, null=True, blank=True, related_name="+")
    filename = models.CharField(max_length=200)
    content = models.JSONField()
    expires_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["expires_at"], name="import_draft_expires")]
