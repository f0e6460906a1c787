import { runCli } from './cli/run-cli.js'

/** The program `mux-local`; `bin/mux-local.mjs` calls it. */
export async function main(): Promise<void> {
  process.exitCode = await runCli(process.argv.slice(2), {
    print: (line) => void process.stdout.write(`${line}\n`),
    complain: (line) => void process.stderr.write(`${line}\n`),
    stopped: new Promise((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, resolve)
    }),
  })
}
