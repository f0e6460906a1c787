import { requireNode } from './require-node.mjs'

requireNode()

const usage = `
Usage: npm test [-- options]

Installs what is missing, builds what has changed, finds a browser, and runs every test.

  --only <suites>   only these, separated by commas: protocol, player-core, player-reporting, player-i18n,
                    player-lesson, player-simulation, studio, mux-local, server, house, demo, browser-player,
                    browser-studio, e2e; and, only by
                    name, engines (Firefox and WebKitGTK too)
  --postgres        only the tests that use a database, on EHR_TEST_POSTGRES and EHR_TEST_REDIS too
  --node <version>  only the suites that need no browser, on the newest Node of that version in the npm registry: 24, 22.12
  --json <file>     also writes the counts of each suite to a file
  --help            prints this and ends

CHROME_PATH names the browser when it is not where browsers usually are.
`.trim()

function parse(args) {
  const options = {}
  for (let i = 0; i < args.length; i += 1) {
    const [name, inline] = args[i].split('=', 2)
    if (name === '--help' || name === '-h') options.help = true
    else if (name === '--postgres') options.postgres = true
    else if (name === '--only' || name === '--json' || name === '--node') {
      const value = inline ?? args[++i]
      if (!value) throw new Error(`Expected a value after ${name}.`)
      if (name === '--node' && !/^\d+(\.\d+){0,2}$/.test(value)) {
        throw new Error('Expected a version after --node, such as 24 or 22.12.')
      }
      options[name.slice(2)] = value
    } else throw new Error(`Unknown option ${args[i]}.`)
  }
  return options
}

let options
try {
  options = parse(process.argv.slice(2))
} catch (error) {
  console.error(`${error.message}\n\n${usage}`)
  process.exit(2)
}

try {
  const { install } = await import('./install.mjs')
  await install()
  if (options.help) {
    console.log(usage)
  } else {
    const { build } = await import('./build.mjs')
    const { ensureChromium } = await import('./install-chromium.mjs')
    const { runSuites } = await import('./run-suites.mjs')
    await build()
    if (!options.node) process.env.CHROME_PATH = await ensureChromium()
    const only = options.only?.split(',')
    if (only?.includes('engines')) await (await import('./install-engines.mjs')).ensureEngines()
    const { postgres, node, json } = options
    process.exitCode = (await runSuites({ only, postgres, node, json })) ? 0 : 1
  }
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}
