/**
 * A receiver of events. Each that arrives is written to a file, with what it will be answered, before it is answered: so what a
 * killed receiver has answered is known.
 *
 * Chosen by the seed: it fails, answers late, or hangs up.
 */
import { createHmac } from 'node:crypto'
import { openSync, readFileSync, writeSync } from 'node:fs'
import { createServer } from 'node:http'
import { Random } from './random.mjs'

const { port, file, seed, secret, modes = {}, late = [100, 1_500] } = JSON.parse(process.env.EHR_HISTORY)
/** How an endpoint answers, and how often, where `modes` says nothing of it. */
const MODES = { well: 85, fails: 6, hangsUp: 4, late: 5 }
const out = openSync(file, 'a')
const random = new Random(seed + readFileSync(file, 'utf8').split('\n').length)

createServer((request, response) => {
  const parts = []
  request.on('error', () => undefined)
  request.on('data', (part) => parts.push(part))
  request.on('end', () => {
    const body = Buffer.concat(parts).toString()
    const [, tenant, target] = request.url.split('/')
    const mode = random.weighted(modes[target] ?? MODES)
    const status = { well: 204, late: 204, fails: 500, hangsUp: 0, silent: 0 }[mode]
    const id = request.headers['webhook-id']
    const line = { tenant, target, id, body, status, signed: isSigned(request.headers, body), at: Date.now() }
    writeSync(out, `${JSON.stringify(line)}\n`)
    if (mode === 'silent') return
    if (mode === 'hangsUp') request.socket.destroy()
    else if (mode === 'late') setTimeout(() => response.writeHead(status).end(), random.between(...late))
    else response.writeHead(status).end()
  })
}).listen(port, '127.0.0.1', () => console.log('ready'))

process.stdin.resume().once('end', () => process.exit(1))

/** As Standard Webhooks says, computed here once more. */
function isSigned(headers, body) {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
  const content = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`
  const expected = `v1,${createHmac('sha256', key).update(content).digest('base64')}`
  return String(headers['webhook-signature']).split(' ').includes(expected)
}
