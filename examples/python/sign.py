"""Signs records for a Kafka door with `kafka_door.auth: signed`. To be copied: it needs Python's standard library only."""
import hashlib, hmac, json, secrets, sys, time


def sign(topic, value, headers, secret, at=None, nonce=None):
    """The record header sluice-signature for these bytes; secret: what follows the last _ of the virtual key."""
    at, nonce = str(at or time.time_ns() // 1_000_000), nonce or secrets.token_urlsafe(16)
    root = hmac.digest(bytes(32), secret.encode(), "sha256")
    key = hmac.digest(root, f"sluice/kafka-door/v1|{headers['sluice-key']}\x01".encode(), "sha256")
    own = sorted((n, v) for n, v in headers.items() if n == "idempotency-key" or n.startswith("sluice-"))
    text = ["sluice-v1", topic, at, nonce, hashlib.sha256(value).hexdigest(), *(f"{n}:{v}" for n, v in own)]
    return f"t={at},n={nonce},v1={hmac.digest(key, chr(10).join(text).encode(), 'sha256').hex()}"


if __name__ == "__main__":  # checks itself: sign.py docs/reference/signatures.json
    for line in json.load(open(sys.argv[1], encoding="utf-8")):
        made = sign(line["topic"], line["value"].encode(), line["headers"], line["secret"], line["t"], line["n"])
        print(line["name"], "right" if made == line["signature"] else f"wrong: {made}")
