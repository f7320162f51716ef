#!/usr/bin/python3
"""Asks a few questions at once and prints the answers. Arguments: the questions."""
import json, os, sys, uuid

from confluent_kafka import Consumer, KafkaException, Producer
from sign import sign

kafka = os.environ.get("KAFKA", "127.0.0.1:9092")
headers = {"sluice-key": os.environ.get("SLUICE_KEY", "demo"), "sluice-deadline": "2m"}
run = uuid.uuid4().hex
waiting = {}

def acknowledged(error, _):
    if error:
        raise KafkaException(error)

producer = Producer({"bootstrap.servers": kafka, "enable.idempotence": True})
for n, question in enumerate(sys.argv[1:] or ["What is a log?", "What is a sluice?"]):
    body = {"model": "gpt-4o-mini", "messages": [{"role": "user", "content": question}]}
    line = {"custom_id": f"{run}-{n}", "method": "POST", "url": "/v1/chat/completions", "body": body}
    waiting[line["custom_id"]] = question
    value, secret = json.dumps(line).encode(), os.environ.get("SLUICE_SECRET")  # where the door wants signatures
    own = {"sluice-signature": sign("inference.requests", value, headers, secret)} if secret else {}
    producer.produce("inference.requests", value, headers=headers | own, on_delivery=acknowledged)
producer.flush()

# A group of its own that reads from the beginning: nothing is missed. A service keeps one group and goes on where it was.
consumer = Consumer({"bootstrap.servers": kafka, "group.id": f"ask-{run}", "auto.offset.reset": "earliest",
                     "isolation.level": "read_committed", "enable.auto.commit": False})
consumer.subscribe([os.environ.get("SLUICE_RESULTS", "results.demo")])
while waiting:
    for message in consumer.consume(num_messages=100, timeout=1):
        if message.error():
            raise KafkaException(message.error())
        result = json.loads(message.value())
        if question := waiting.pop(result["custom_id"], None):
            print(f'{question} -> {result["sluice"]["status"]}, {result["sluice"]["cost_usd"]} USD')
            print(result["response"]["body"]["choices"][0]["message"]["content"] if result["response"] else result["error"])
        consumer.commit(message, asynchronous=False)  # only now: after a crash it comes again
consumer.close()
