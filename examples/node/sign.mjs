// Signs records for a Kafka door with `kafka_door.auth: signed`. To be copied: it needs Node's own modules only.
import { createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'

// The record header sluice-signature for these bytes; secret: what follows the last _ of the virtual key.
export function sign (topic, value, headers, secret, t = Date.now(), n = randomBytes(16).toString('base64url')) {
  const key = Buffer.from(hkdfSync('sha256', secret, '', `sluice/kafka-door/v1|${headers['sluice-key']}`, 32))
  const own = Object.keys(headers).filter(name => name === 'idempotency-key' || name.startsWith('sluice-')).sort()
  const hash = createHash('sha256').update(value).digest('hex')
  const text = ['sluice-v1', topic, t, n, hash, ...own.map(name => `${name}:${headers[name]}`)].join('\n')
  return `t=${t},n=${n},v1=${createHmac('sha256', key).update(text).digest('hex')}`
}

if (process.argv[1]?.endsWith('sign.mjs')) { // checks itself: sign.mjs docs/reference/signatures.json
  for (const line of JSON.parse(readFileSync(process.argv[2], 'utf8'))) {
    const made = sign(line.topic, line.value, line.headers, line.secret, line.t, line.n)
    console.log(line.name, made === line.signature ? 'right' : `wrong: ${made}`)
  }
}
