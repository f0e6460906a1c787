import { createInterface } from 'node:readline/promises'
import { openClient } from './cli/open-client.js'
import { runCli } from './cli/run-cli.js'

/** The program `ehr-lessons`; `bin/ehr-lessons.mjs` calls it. */
export async function main(): Promise<void> {
  process.exitCode = await runCli(process.argv.slice(2), {
    env: process.env,
    open: openClient,
    print: (line) => void process.stdout.write(`${line}\n`),
    complain: (line) => void process.stderr.write(`${line}\n`),
    ...(process.stdin.isTTY && { confirm }),
  })
}

async function confirm(question: string): Promise<boolean> {
  const asked = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return /^y(es)?$/i.test((await asked.question(`${question} [y/N] `)).trim())
  } finally {
    asked.close()
  }
}
