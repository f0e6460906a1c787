import { readdirSync } from 'node:fs'
import { chmod } from 'node:fs/promises'
import { join } from 'node:path'
import { freePort, requireOfServer, runToEnd, temporaryFolder } from './ground.mjs'

const pg = requireOfServer('pg')

/** A fresh database on the PostgreSQL that answers, else on one that is started here; its address. */
export async function openPostgres(ground) {
  const given = process.env.EHR_TEST_POSTGRES ?? process.env.EHR_CI_POSTGRES
  const url = given ?? 'postgres://postgres@127.0.0.1:5432/postgres'
  const admin = (await answers(url)) ? url : await startOwn(ground)
  const name = `ehr_faults_${process.pid}`
  await ask(admin, `create database ${name}`)
  ground.atEnd(() => ask(admin, `drop database if exists ${name} with (force)`))
  return Object.assign(new URL(admin), { pathname: `/${name}` }).href
}

/** One statement on a separate connection. */
export async function ask(url, text, values) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3_000 })
  await client.connect()
  try {
    return (await client.query(text, values)).rows
  } finally {
    await client.end()
  }
}

function answers(url) {
  return ask(url, 'select 1').then(
    () => true,
    () => false,
  )
}

async function startOwn(ground) {
  const folder = '/usr/lib/postgresql'
  const newest = readdirSync(folder)
    .sort((a, b) => Number(a) - Number(b))
    .at(-1)
  const bin = join(folder, newest, 'bin')
  const place = await temporaryFolder(ground)
  const data = join(place, 'data')
  await chmod(place, 0o777)
  const as = process.getuid() === 0 ? ['runuser', '-u', 'postgres', '--'] : []
  const run = (program, ...args) => {
    const [command, ...rest] = [...as, join(bin, program), ...args]
    return runToEnd(command, rest, { cwd: '/', ms: 60_000 })
  }
  await run('initdb', '-A', 'trust', '-U', 'postgres', '-D', data)
  const port = await freePort()
  const options = `-p ${port} -h 127.0.0.1 -k ${place}`
  await run('pg_ctl', '-w', '-D', data, '-l', join(place, 'log'), '-o', options, 'start')
  ground.atEnd(() => run('pg_ctl', '-D', data, '-m', 'immediate', 'stop'))
  return `postgres://postgres@127.0.0.1:${port}/postgres`
}
