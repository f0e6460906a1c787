import { once } from 'node:events'
import { Agent, createServer, get, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { assert } from 'chai'
import { describe, it } from 'vitest'
import { drainServer } from '../../src/node.js'

const REQUESTS = 12

async function listen(): Promise<{ server: Server; port: number; waiting: ServerResponse[]; arrived: Promise<void> }> {
  const waiting: ServerResponse[] = []
  let all: () => void = () => undefined
  const arrived = new Promise<void>((resolve) => (all = resolve))
  const server = createServer((_req, res) => {
    waiting.push(res)
    if (waiting.length === REQUESTS) all()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { server, port: (server.address() as AddressInfo).port, waiting, arrived }
}

const ask = (port: number, agent: Agent) =>
  new Promise<string>((resolve) => {
    get({ host: '127.0.0.1', port, agent }, (res: IncomingMessage) => {
      res.resume().on('end', () => resolve(String(res.statusCode)))
    }).on('error', (error) => resolve(error.message))
  })

describe('a Node server that is asked to end', () => {
  it('answers every request under way, also on connections that are kept alive, and takes no new ones', async () => {
    const { server, port, waiting, arrived } = await listen()
    const agent = new Agent({ keepAlive: true })
    const answers = Array.from({ length: REQUESTS }, () => ask(port, agent))
    await arrived
    const drained = drainServer(server)
    assert.match(await ask(port, new Agent()), /ECONNREFUSED/)
    for (const res of waiting) res.end('done')
    assert.deepEqual(new Set(await Promise.all(answers)), new Set(['200']))
    await drained
    assert.isFalse(server.listening)
    agent.destroy()
    await drainServer(server)
  })

  it('waits no longer than it may', async () => {
    const { server, port, arrived } = await listen()
    const agent = new Agent({ keepAlive: true })
    const answers = Array.from({ length: REQUESTS }, () => ask(port, agent))
    await arrived
    await drainServer(server, { within: 30 })
    assert.notInclude(await Promise.all(answers), '200')
    agent.destroy()
  })
})
