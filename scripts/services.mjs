import { createRequire } from 'node:module'
import { connect } from 'node:net'
import { fileURLToPath } from 'node:url'

/** Asks the databases that CI tests against: whether they answer, and for a fresh database and its end. */
const require = createRequire(fileURLToPath(new URL('../packages/server/package.json', import.meta.url)))

const oldest = 150_000

async function withPostgres(url, work) {
  const pg = require('pg')
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3_000 })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

function pingRedis(url) {
  const { hostname, port } = new URL(url)
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port || 6379) }, () => socket.write('PING\r\n'))
    socket.setTimeout(3_000, () => socket.destroy(new Error('Redis did not answer in 3 s')))
    socket.on('error', reject)
    socket.on('data', (data) => {
      socket.destroy()
      if (data.toString().startsWith('+PONG')) resolve()
      else reject(new Error('Redis did not answer PING'))
    })
  })
}

const commands = {
  async postgres(url) {
    const version = await withPostgres(url, async (client) => {
      const { rows } = await client.query('show server_version_num')
      return Number(rows[0].server_version_num)
    })
    if (version < oldest) throw new Error(`PostgreSQL 15 or later is needed; this is ${version}`)
  },
  redis: pingRedis,
  create: (url, name) =>
    withPostgres(url, (client) => client.query(`create database ${client.escapeIdentifier(name)}`)),
  drop: (url, name) =>
    withPostgres(url, (client) =>
      client.query(`drop database if exists ${client.escapeIdentifier(name)} with (force)`),
    ),
}

const [command, ...args] = process.argv.slice(2)
try {
  if (!commands[command]) throw new Error(`Expected one of ${Object.keys(commands).join(', ')}, got ${command}.`)
  await commands[command](...args)
} catch (error) {
  console.error(`${command}: ${error.message || error.code}`)
  process.exitCode = 1
}
