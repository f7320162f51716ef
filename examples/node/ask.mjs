// Asks a few questions at once and prints the answers. Arguments: the questions.
import { randomUUID } from 'node:crypto'
import { Consumer, FetchIsolationLevels, Producer, stringDeserializers, stringSerializers } from '@platformatic/kafka'
import { sign } from './sign.mjs'

const kafka = (process.env.KAFKA ?? '127.0.0.1:9092').split(',')
const key = process.env.SLUICE_KEY ?? 'demo'
const secret = process.env.SLUICE_SECRET // for doors that want signatures
const results = process.env.SLUICE_RESULTS ?? 'results.demo'
const given = process.argv.slice(2)
const [run, open] = [randomUUID(), new Map()]

const messages = (given.length > 0 ? given : ['What is a log?', 'What is a sluice?']).map((question, n) => {
  const body = { model: 'gpt-4o-mini', messages: [{ role: 'user', content: question }] }
  const line = { custom_id: `${run}-${n}`, method: 'POST', url: '/v1/chat/completions', body }
  open.set(line.custom_id, question)
  const [topic, value, headers] = ['inference.requests', JSON.stringify(line), { 'sluice-key': key, 'sluice-deadline': '2m' }]
  if (secret) headers['sluice-signature'] = sign(topic, value, headers, secret)
  return { topic, value, headers }
})
const producer = new Producer({ clientId: 'ask', bootstrapBrokers: kafka, serializers: stringSerializers })
await producer.send({ messages, acks: -1 }) // on disk at all replicas when this returns
await producer.close()

// A group of its own that reads from the beginning: nothing is missed. A service keeps one group and goes on where it was.
const consumer = new Consumer({ clientId: 'ask', groupId: `ask-${run}`, bootstrapBrokers: kafka, deserializers: stringDeserializers })
const stream = await consumer.consume({
  topics: [results], mode: 'earliest', autocommit: false, isolationLevel: FetchIsolationLevels.READ_COMMITTED
})
for await (const message of stream) {
  const result = JSON.parse(message.value)
  if (open.has(result.custom_id)) {
    const answer = result.response?.body.choices?.[0].message.content ?? JSON.stringify(result.error)
    console.log(`${open.get(result.custom_id)} -> ${result.sluice.status}, ${result.sluice.cost_usd} USD\n${answer}`)
    open.delete(result.custom_id)
  }
  await message.commit() // only now: after a crash it comes again
  if (open.size === 0) break
}
await consumer.close(true)
