import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ask } from '../../faults/ask.mjs'
import { freePort } from '../../faults/ground.mjs'
import { Program, signal } from './program.mjs'

const INSTALLED = '/usr/lib/postgresql'
/** Few and small, because every run has a separate server; what makes a commit durable stays on. */
const SETTINGS = ['max_connections=80', 'shared_buffers=32MB', 'max_wal_size=256MB', 'log_min_messages=fatal']

/** A PostgreSQL of the proof's own, in a folder, which may be killed, frozen and started again. */
export class PostgresCluster {
  #data
  #program
  #frozen = []

  constructor(folder, port) {
    const [bin, owner] = [findPrograms(), findOwner()]
    this.#data = join(folder, 'data')
    this.port = port
    this.url = `postgres://postgres@127.0.0.1:${port}/postgres`
    const settings = SETTINGS.flatMap((setting) => ['-c', setting])
    const command = [join(bin, 'postgres'), '-D', this.#data, '-p', `${port}`, '-h', '127.0.0.1', '-k', folder]
    const isUp = () => this.ask('select 1').then(Boolean, () => false)
    this.#program = new Program('PostgreSQL', [...command, ...settings], { isUp, cwd: folder, ...owner })
  }

  /** An empty one; with `template`, a copy of what the folder of another one holds, which does not run. */
  static async create(folder, template) {
    const owner = findOwner()
    mkdirSync(folder, { recursive: true })
    chmodSync(folder, 0o755)
    if (owner) chownSync(folder, owner.uid, owner.gid)
    if (template) {
      execFileSync('cp', ['-a', join(template, 'data'), join(folder, 'data')])
    } else {
      const args = ['-A', 'trust', '-U', 'postgres', '-N', '-D', join(folder, 'data')]
      execFileSync(join(findPrograms(), 'initdb'), args, { cwd: folder, stdio: 'pipe', ...owner })
    }
    return new PostgresCluster(folder, await freePort())
  }

  start() {
    return this.#program.start()
  }

  /** Ends it in order, so that its folder can be copied. */
  stop() {
    return this.#program.kill('SIGINT')
  }

  /** Ends it as a crash does: nothing is written any more, and the next start recovers. */
  crash() {
    return this.#program.kill('SIGQUIT')
  }

  /** Kills its first process and all others. */
  async kill() {
    const children = await this.#program.children()
    const killed = this.#program.kill()
    for (const pid of children) signal(pid, 'SIGKILL')
    await killed
  }

  async freeze() {
    this.#frozen = await this.#program.children()
    this.#program.freeze()
    for (const pid of this.#frozen) signal(pid, 'SIGSTOP')
  }

  thaw() {
    for (const pid of this.#frozen.splice(0)) signal(pid, 'SIGCONT')
    this.#program.thaw()
  }

  /** Kills the process behind one connection, whereupon PostgreSQL ends all connections and recovers. */
  async killBackend() {
    const [row] = await this.ask(
      `select pid from pg_stat_activity where application_name = 'ehr-lessons' order by state, random() limit 1`,
    )
    if (row) signal(row.pid, 'SIGKILL')
  }

  /** One statement, or several without values, on a separate connection. */
  ask(text, values) {
    return ask(this.url, text, values)
  }
}

function findPrograms() {
  const versions = existsSync(INSTALLED) ? readdirSync(INSTALLED) : []
  const newest = versions.sort((a, b) => Number(a) - Number(b)).at(-1)
  if (newest === undefined) throw new Error('PostgreSQL 15 or later is needed, and none was found.')
  return join(INSTALLED, newest, 'bin')
}

/** PostgreSQL refuses to run as root. */
function findOwner() {
  if (process.getuid() !== 0) return undefined
  const id = (option) => Number(execFileSync('id', [option, 'postgres'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}
