import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { names } from './checks/all.mjs'
import { requireNode } from './require-node.mjs'

requireNode()

const root = fileURLToPath(new URL('..', import.meta.url))
const usage = `
Usage: pnpm check [options]

Installs what is missing, builds what has changed, and runs every check and then every test.

  --static          the checks without the tests
  --only <checks>   only these, separated by commas: ${names.slice(0, 9).join(', ')},
                    ${names.slice(9).join(', ')}
  --json <file>     also writes the counts to a file
  --help            prints this and ends
`.trim()

function parse(args) {
  const options = {}
  for (let i = 0; i < args.length; i += 1) {
    const [name, inline] = args[i].split('=', 2)
    if (name === '--') continue
    else if (name === '--help' || name === '-h') options.help = true
    else if (name === '--static') options.static = true
    else if (name === '--only' || name === '--json') {
      const value = inline ?? args[++i]
      if (!value) throw new Error(`Expected a value after ${name}.`)
      options[name.slice(2)] = value
    } else throw new Error(`Unknown option ${args[i]}.`)
  }
  const unknown = options.only?.split(',').find((check) => !names.includes(check))
  if (unknown) throw new Error(`There is no check “${unknown}”.`)
  return options
}

let options
try {
  options = parse(process.argv.slice(2))
} catch (error) {
  console.error(`${error.message}\n\n${usage}`)
  process.exit(2)
}

/** Two at a time: most of them are separate programs, and a small machine has two cores. */
async function runChecks(chosen) {
  const { seconds } = await import('./progress.mjs')
  const waiting = [...chosen]
  const results = []
  const worker = async () => {
    for (let name = waiting.shift(); name; name = waiting.shift()) {
      const startedAt = Date.now()
      const facts = []
      const check = await import(`./checks/${name}.mjs`)
      const { ok, messages } = await check
        .run({ root, report: (fact) => facts.push(fact) })
        .catch((error) => ({ ok: false, messages: [error.stack] }))
      const took = seconds(Date.now() - startedAt)
      console.log(`${ok ? 'Holds' : 'FAILS'}  ${name} (${took}): ${check.enforces}`)
      for (const fact of facts) console.log(`       ${fact}`)
      for (const message of messages) console.log(message.replace(/^/gm, '       '))
      results.push({ name, passed: ok ? 1 : 0, failed: ok ? 0 : 1 })
    }
  }
  await Promise.all([worker(), worker()])
  return results
}

try {
  const { install } = await import('./install.mjs')
  await install()
  if (options.help) {
    console.log(usage)
  } else {
    const { build } = await import('./build.mjs')
    // What does not compile is reported once here; the other checks still say what they find.
    const built = await build().then(
      () => true,
      (error) => console.error(error.message),
    )
    const results = await runChecks(options.only?.split(',') ?? names)
    if (!built) results.push({ name: 'build', passed: 0, failed: 1 })
    if (options.json) writeFileSync(options.json, JSON.stringify(results))
    const failed = results.filter((result) => result.failed > 0)
    console.log(`${results.length - failed.length} checks hold, ${failed.length} fail.`)
    let passed = failed.length === 0
    if (!options.static && !options.only) {
      const { ensureChromium } = await import('./install-chromium.mjs')
      const { runSuites } = await import('./run-suites.mjs')
      process.env.CHROME_PATH = await ensureChromium()
      passed = (await runSuites()) && passed
    }
    process.exitCode = passed ? 0 : 1
  }
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}
