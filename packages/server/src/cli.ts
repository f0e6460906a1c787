import { openClient } from './cli/open-client.js'
import { runCli } from './cli/run-cli.js'

/** The program `ehr-lessons`; `bin/ehr-lessons.mjs` calls it. */
export async function main(): Promise<void> {
  process.exitCode = await runCli(process.argv.slice(2), {
    env: process.env,
    open: openClient,
    print: (line) => void process.stdout.write(`${line}\n`),
    complain: (line) => void process.stderr.write(`${line}\n`),
  })
}
