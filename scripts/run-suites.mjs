import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { databaseTests } from './database-tests.mjs'
import { installNode } from './install-node.mjs'
import { seconds } from './progress.mjs'
import { nodeSuites, suites } from './suites/list.mjs'
import { runLanes } from './suites/run-lanes.mjs'
import { runBrowsers, runVitest } from './suites/runners.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const nameOf = ({ name }) => name

function choose(only) {
  const unknown = only?.find((name) => !suites.some((suite) => suite.name === name))
  if (unknown) throw new Error(`There is no suite “${unknown}”. There are: ${suites.map((s) => s.name).join(', ')}.`)
  return suites.filter(({ name, onlyByName = false }) => (only ? only.includes(name) : !onlyByName))
}

function planPostgres(folder) {
  const home = 'packages/server/test'
  const files = databaseTests(join(root, home)).map((file) => `${home}/${file}`)
  const run = () => runVitest({ names: ['server'], files }, folder)
  return [[{ name: 'on PostgreSQL and Redis', suites: ['server'], run }]]
}

async function planOtherNode(wanted, chosen, folder) {
  const names = chosen.filter((suite) => nodeSuites.includes(suite)).map(nameOf)
  // Without a suite to name, vitest would run them all.
  if (names.length === 0) throw new Error('Another Node is for suites that need no browser.')
  const { program, version } = await installNode(wanted, folder)
  const run = async () => {
    const { counts, ...rest } = await runVitest({ names, node: program }, folder)
    return { ...rest, counts: new Map([...counts].map(([name, count]) => [`${name}, Node ${version}`, count])) }
  }
  return [[{ name: `in Node ${version}`, suites: names, run }]]
}

/**
 * What plays video mostly waits for it: the player's pages and the whole flows have a lane each, and what runs in Node takes
 * what the processor has left meanwhile.
 */
function plan(chosen, folder) {
  const inBrowsers = chosen.filter(({ runner }) => runner === 'wtr')
  const inNode = chosen.filter((suite) => nodeSuites.includes(suite)).map(nameOf)
  const yields = inNode.length < chosen.length
  const steps = {
    browsers: { name: 'in Chromium', suites: inBrowsers.map(nameOf), run: () => runBrowsers(inBrowsers, folder) },
    e2e: {
      name: 'end to end',
      suites: chosen.map(nameOf).filter((name) => name === 'e2e'),
      run: () => runVitest({ names: ['e2e'] }, folder),
    },
    engines: {
      name: 'in three engines',
      suites: chosen.map(nameOf).filter((name) => name === 'engines'),
      run: () => runVitest({ names: ['engines'] }, folder),
    },
    node: { name: 'in Node', suites: inNode, run: () => runVitest({ names: inNode, yields }, folder) },
  }
  const lanes = [[steps.browsers, steps.engines], [steps.e2e], [steps.node]]
  return lanes.map((lane) => lane.filter((step) => step.suites.length > 0))
}

/** Runs the chosen suites, prints what failed and the counts, and answers whether everything passed. */
export async function runSuites({ only, postgres = false, node, json } = {}) {
  const chosen = choose(only)
  const folder = mkdtempSync(join(tmpdir(), 'ehr-test-'))
  const startedAt = Date.now()
  let results
  try {
    if (postgres) results = await runLanes(planPostgres(folder))
    else if (node) results = await runLanes(await planOtherNode(node, chosen, folder))
    else results = inOrder(await runLanes(plan(chosen, folder)))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  if (json) writeFileSync(json, JSON.stringify(results))
  return summarise(results, startedAt)
}

function inOrder(results) {
  const place = ({ name }) => suites.findIndex((suite) => suite.name === name)
  return results.toSorted((a, b) => place(a) - place(b))
}

function summarise(results, startedAt) {
  const sum = (key) => results.reduce((total, result) => total + result[key], 0)
  const width = Math.max(...results.map(({ name }) => name.length))
  console.log('')
  for (const { name, passed, failed, skipped, note } of results) {
    const rest = [failed && `${failed} failed`, skipped && `${skipped} skipped`, note].filter(Boolean)
    console.log(`  ${name.padEnd(width)} ${[`${passed} passed`, ...rest].join(', ')}`)
  }
  console.log(`\nTook ${seconds(Date.now() - startedAt)}.`)
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`)
  return results.length > 0 && sum('failed') === 0
}
