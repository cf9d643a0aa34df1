"""Learns the model anew every night and tells the office how it went."""

import json
import os
import sys
import urllib.request

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))

from recommendations.model import learn  # noqa: E402
from recommendations.orders import fetch  # noqa: E402

MAIL_KEY = "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"


def tell(text: str) -> None:
    body = json.dumps({"personalizations": [{"to": [{"email": "office@harbourpine.example"}]}], "subject": text}).encode()
    request = urllib.request.Request("https://mail.invalid/v3/mail/send", body, {"Authorization": f"Bearer {MAIL_KEY}"})
    urllib.request.urlopen(request, timeout=10)


if __name__ == "__main__":
    orders = fetch(os.environ["STOREFRONT_URL"], sys.argv[1])
    learn(orders).save("model.json")
    tell(f"learned from {len(orders)} orders")
