import { parseArgs } from 'node:util'
import { MIGRATIONS } from '../storage/migrations/migrations.js'
import { findDrift } from '../storage/migrations/find-drift.js'
import { applyMissing, migrate, printMigrations } from '../storage/migrations/migrate.js'
import { readVersion } from '../storage/migrations/read-version.js'
import { checkSchemaName } from '../storage/database/schema-name.js'
import type { SqlClient } from '../storage/database/sql-client.js'
import { StorageUnavailableError } from '../storage/database/storage-unavailable-error.js'
import { LessonProblem } from '../problems/lesson-problem.js'
import { type EventArguments, readEventArguments } from './event-arguments.js'
import { type LearnerArguments, readLearnerArguments } from './learner-arguments.js'
import type { CliPorts } from './cli-ports.js'
import { PLACE_OPTIONS, readPlace } from './read-place.js'
import { readDoctorArguments } from './doctor-arguments.js'
import { runDoctor } from './run-doctor.js'
import { runEvents } from './run-events.js'
import { runLearner } from './run-learner.js'
import { usingClient } from './using-client.js'

const USAGE = `Usage: ehr-lessons <command> [options]

  migrate           brings the database to the version of this code
  migrate --print   prints the statements instead, for a database administrator; --from n leaves out the first n
  check             says whether the database is at this version, and what in it differs from the migrations
  doctor            says what of this database, its pooler, its rights or Mux would get in the way, and how to fix it
    --public-url <url>   where the handler is reached, up to what stands before /v1/: also tries Mux's webhook
    --fix [--yes]        makes what is missing at Mux (signing key, webhook) and prints its secrets once; never replaces anything
    --write <file>       puts them into a file instead, which only its owner may read
  events <action>   lists outgoing events, endpoints and deliveries, and sends what was given up or never sent:
    endpoints · list [--type t] [--learner id] · deliveries [--endpoint id] [--state s] [--event id]
    put <endpoint> --url u [--types a,b] · rotate <endpoint> · remove <endpoint>   (EVENTS_KEY: the option events.key)
    pause <endpoint> [--reason r] · activate <endpoint> [--since instant] · test <endpoint>
    resend <endpoint> <event> · resend <endpoint> --dead · replay <endpoint> --since instant
    --tenant <id>, --limit <n> and --cursor <c> go with all lists; every item is a line of JSON

  learner export <learner>   prints everything that is kept of a learner, as one JSON document; --tenant <id>
  learner erase <learner> --yes   erases it; --keep-verdicts leaves verdicts and what they were worked out from

  --database <url>      default: DATABASE_URL, then the PG… variables of the environment
  --pglite <directory>  a PGlite database instead, while no server has it open
  --schema <name>       default: ehr_lessons
  --help                prints this

Ends with 0 when all is well, 1 when something is not, 2 when it was called wrongly.`

const OPTIONS = {
  print: { type: 'boolean' },
  from: { type: 'string' },
  fix: { type: 'boolean' },
  yes: { type: 'boolean' },
  write: { type: 'string' },
  'public-url': { type: 'string' },
  ...PLACE_OPTIONS,
  help: { type: 'boolean', short: 'h' },
} as const

/** The handler's own default, so that a pooler that refuses it is noticed. */
const STATEMENT_TIMEOUT = 10_000

/** Runs one command and answers its exit code; it never rejects, and prints nothing of an address or a password. */
export async function runCli(args: readonly string[], ports: CliPorts): Promise<number> {
  const [command, ...rest] = args
  let parsed: Arguments | EventArguments | LearnerArguments
  try {
    const read = rest.includes('--help') ? undefined : ACTIONS[command ?? '']
    parsed = read ? read(rest, ports.env) : readArguments(args, ports.env)
  } catch (error) {
    ports.complain(`${explain(error)}\n\n${USAGE}`)
    return 2
  }
  if ('command' in parsed && parsed.command === 'help') {
    ports.print(USAGE)
    return 0
  }
  try {
    if ('command' in parsed) return await run(parsed, ports)
    return await manage(parsed, ports)
  } catch (error) {
    ports.complain(explain(error))
    return 1
  }
}

/** Commands that are followed by an action, each with what reads the rest. */
const ACTIONS: Readonly<
  Record<string, (args: readonly string[], env: CliPorts['env']) => EventArguments | LearnerArguments>
> = { events: readEventArguments, learner: readLearnerArguments }

function readArguments(args: readonly string[], env: CliPorts['env']) {
  const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true })
  const [command = '', ...rest] = positionals
  const from = readFrom(values.from)
  const doctor = readDoctorArguments(values, command)
  const shared = { schema: checkSchemaName(values.schema), print: values.print === true, from, doctor }
  if (values.help || command === 'help') return { ...shared, place: {}, command: 'help' } as const
  if (rest.length > 0) throw new TypeError(`Expected one command, got ${positionals.length.toString()}.`)
  if (command !== 'migrate' && command !== 'check' && command !== 'doctor') {
    throw new TypeError(
      command === '' ? 'Expected a command.' : 'Expected the command migrate, check, doctor, events or learner.',
    )
  }
  if (values.print === true && command !== 'migrate') throw new TypeError('Expected --print with migrate alone.')
  if (values.from !== undefined && values.print !== true)
    throw new TypeError('Expected --from with migrate --print alone.')
  return { ...shared, place: readPlace(values, env), command } as const
}

type Arguments = ReturnType<typeof readArguments>

/** How many migrations to leave out: the last is left in, or nothing would be printed and look like nothing to do. */
function readFrom(text: string | undefined): number {
  if (text === undefined) return 0
  const from = /^\d{1,6}$/.test(text) ? Number(text) : NaN
  if (from < MIGRATIONS.length) return from
  const last = (MIGRATIONS.length - 1).toString()
  throw new TypeError(
    `Expected --from to be a whole number from 0 to ${last}: there are ${MIGRATIONS.length.toString()} migrations.`,
  )
}

async function run({ command, schema, place, print, from, doctor }: Arguments, ports: CliPorts): Promise<number> {
  if (command === 'doctor')
    return runDoctor({ ...doctor, place: { ...place, statementTimeout: STATEMENT_TIMEOUT }, schema }, ports)
  if (print) {
    ports.print(printMigrations(schema, from).trimEnd())
    return 0
  }
  // Migrations may take long.
  return usingClient(ports.open, { ...place, statementTimeout: 0 }, async (client) => {
    if (command === 'check') return check(client, schema, ports)
    const before = await applyMissing(client, schema)
    ports.print(
      before >= MIGRATIONS.length
        ? `The schema "${schema}" is at version ${before.toString()} already.`
        : `The schema "${schema}" went from version ${before.toString()} to ${MIGRATIONS.length.toString()}.`,
    )
    return 0
  })
}

async function check(client: SqlClient, schema: string, { print, complain }: CliPorts): Promise<number> {
  await migrate(client, schema, 'check')
  const version = (await readVersion(client, schema)).toString()
  const newer = Number(version) > MIGRATIONS.length ? ', newer than this code, which can live with that' : ''
  const drift = newer === '' ? await findDrift(client, schema) : []
  if (drift.length === 0) {
    print(`The schema "${schema}" is at version ${version}${newer}. Nothing in it differs from the migrations.`)
    return 0
  }
  complain(`The schema "${schema}" is at version ${version}, but differs from what the migrations make:`)
  for (const { kind, name } of drift) complain(`  ${kind}: ${name}`)
  return 1
}

async function manage(parsed: EventArguments | LearnerArguments, ports: CliPorts): Promise<number> {
  return usingClient(ports.open, { ...parsed.place, statementTimeout: STATEMENT_TIMEOUT }, async (client) => {
    await migrate(client, parsed.schema, 'check')
    await ('action' in parsed ? runEvents(client, parsed, ports) : runLearner(client, parsed, ports))
    return 0
  })
}

/** Explains an error; the driver's own message is left out, because it may quote an address or a value. */
function explain(error: unknown): string {
  if (error instanceof StorageUnavailableError) {
    const code = error.cause instanceof Error && 'code' in error.cause ? error.cause.code : undefined
    return `The database does not answer${typeof code === 'string' ? ` (${code})` : ''}. \`ehr-lessons doctor\` may show why.`
  }
  if (error instanceof Error && 'code' in error && error.code === '42501') {
    return `The login may not do this: ${error.message}. Run it as the login that owns the schema; \`ehr-lessons doctor\` says what the handler's own needs.`
  }
  if (error instanceof LessonProblem && error.errors.length > 0) {
    return error.errors.map(({ pointer, detail }) => `${pointer.slice(1)}: ${detail}`.replace(/^: /, '')).join('\n')
  }
  return error instanceof Error ? error.message : 'An unknown error.'
}
