import type { SqlClient } from '../storage/database/sql-client.js'
import { diagnose, type Finding } from './diagnose.js'
import { diagnoseMux, type MuxFacts } from './diagnose-mux.js'
import { findMissing, type MissingPart } from './fix-mux.js'
import type { Place } from './open-client.js'
import { probe } from './probe.js'
import { probeMux, readConnection } from './probe-mux.js'
import type { CliPorts } from './cli-ports.js'
import { requireSecretFile, writeSecrets } from './secret-file.js'
import { usingClient } from './using-client.js'

export interface DoctorArguments {
  readonly place: Place
  readonly schema: string
  /** Where the handler is reached from outside, without a slash at the end. */
  readonly publicUrl: string | null
  readonly fix: boolean
  /** Whether nobody is asked before something is made. */
  readonly yes: boolean
  /** The file that secrets go to, instead of being printed. */
  readonly write: string | null
}

/** Says what would get in the way of the database and of Mux, and makes what is missing where it is asked to; answers the exit code. */
export async function runDoctor(doctor: DoctorArguments, ports: CliPorts): Promise<number> {
  const { place, schema, publicUrl } = doctor
  const facts = await probe(ports.open, place, schema)
  const { database } = facts
  const hasTables = facts.unreachable === null && database?.versionComplaint === null
  const askMux = (client: SqlClient | null) => probeMux(ports.env, { publicUrl, client, schema })
  const asksMux = publicUrl !== null || ['MUX_TOKEN_ID', 'MUX_SIGNING_KEY'].some((name) => ports.env[name])
  const mux = !asksMux ? null : hasTables ? await usingClient(ports.open, place, askMux) : await askMux(null)
  const found = [...diagnose(facts), ...(mux ? diagnoseMux(mux) : [])]
  for (const finding of found) report(finding, ports)
  if (doctor.fix && mux) return fix(doctor, mux, found, ports)
  return hasErrors(found) ? 1 : 0
}

function report({ level, what, fix: how }: Finding, { print }: CliPorts): void {
  print(`${level.padEnd(7)}  ${what}${how === undefined ? '' : `\n         ${how}`}`)
}

function hasErrors(found: readonly Finding[]): boolean {
  return found.some(({ level }) => level === 'error')
}

async function fix(
  { publicUrl, yes, write }: DoctorArguments,
  mux: MuxFacts,
  found: readonly Finding[],
  ports: CliPorts,
): Promise<number> {
  const missing = findMissing(mux, publicUrl)
  if (missing.length === 0) {
    ports.print('Nothing is missing at Mux that could be made.')
    return hasErrors(found) ? 1 : 0
  }
  if (write !== null)
    requireSecretFile(
      write,
      missing.flatMap(({ names }) => names),
    )
  const lines: string[] = []
  try {
    for (const part of missing) {
      if (!yes && !(await ports.confirm?.(`Make ${part.what} at Mux?`))) continue
      lines.push(...(await part.make(readConnection(ports.env)!)))
    }
  } finally {
    // Whatever was made before something failed is shown: Mux does not show it again.
    hand(lines, write, missing, ports)
  }
  return 0
}

function hand(
  lines: readonly string[],
  write: string | null,
  missing: readonly MissingPart[],
  { print, env }: CliPorts,
): void {
  if (lines.length === 0) {
    print('Nothing was made.')
    return
  }
  if (write === null) for (const line of lines) print(line)
  else {
    writeSecrets(write, lines)
    print('The secrets are in the file.')
  }
  const isAdded = missing.some(({ names }) => names.includes('MUX_WEBHOOK_SECRET')) && env['MUX_WEBHOOK_SECRET']
  if (isAdded) print('MUX_WEBHOOK_SECRET has a value already: put the new secret behind it, with a comma between.')
}
