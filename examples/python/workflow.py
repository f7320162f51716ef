#!/usr/bin/python3
"""A workflow of 12 steps, each with the answer of the one before. Argument: its id. Run it again with the same id: steps that
have an answer are answered from the record, at no cost."""
import json, os, sys, uuid

from confluent_kafka import Consumer, KafkaException, Producer

kafka = os.environ.get("KAFKA", "127.0.0.1:9092")
key = os.environ.get("SLUICE_KEY", "demo")
workflow = sys.argv[1] if len(sys.argv) > 1 else f"w-{uuid.uuid4().hex[:8]}"
run = uuid.uuid4().hex
producer = Producer({"bootstrap.servers": kafka, "enable.idempotence": True})
consumer = Consumer({"bootstrap.servers": kafka, "group.id": run, "auto.offset.reset": "earliest",
                     "isolation.level": "read_committed", "enable.auto.commit": False})
consumer.subscribe([os.environ.get("SLUICE_RESULTS", "results.demo")])


def step(number, text):
    custom_id = f"{run}-{number}"
    body = {"model": "gpt-4o-mini", "messages": [{"role": "user", "content": text}]}
    producer.produce("inference.requests", json.dumps({"custom_id": custom_id, "body": body}), headers={
        "sluice-key": key, "sluice-workflow": workflow, "sluice-step": str(number), "sluice-deadline": "2m"})
    producer.flush()
    while True:
        message = consumer.poll(1)
        if message and message.error():
            raise KafkaException(message.error())
        result = json.loads(message.value()) if message else {}
        if result.get("custom_id") == custom_id:
            print(f'{workflow} step {number}: {result["sluice"]["status"]}, {result["sluice"]["cost_usd"]} USD')
            return result["response"]["body"]["choices"][0]["message"]["content"] if result["response"] else sys.exit(1)


answer = "Write a report on log-structured storage."
for number in range(1, 13):
    answer = step(number, f"Step {number} of 12. So far: {answer[:200]}")
consumer.close()
