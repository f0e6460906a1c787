import { seconds } from '../progress.mjs'
import { judge } from './counts.mjs'

/**
 * Runs lanes of steps beside each other, and the steps of a lane one after the other. A step has a short `name`, the
 * `suites` in it, and `run`, which answers the exit code, what was printed, and the counts of each suite.
 *
 * Says when each step begins and ends and, every ten seconds, which are running. What a step that failed has printed
 * comes in one piece. Answers the results of all suites.
 */
export async function runLanes(lanes, { say = console.log, every = 10_000 } = {}) {
  const running = new Map()
  const since = (name) => seconds(Date.now() - running.get(name))
  const ticking = setInterval(() => {
    const names = [...running.keys()].map((name) => `${name} (${since(name)})`)
    if (names.length > 0) say(`Still testing ${names.join(' and ')} …`)
  }, every)

  async function runStep({ name, suites, run }) {
    running.set(name, Date.now())
    say(`Testing ${name}: ${suites.join(', ')} …`)
    const done = await run()
    const results = judge(done)
    const failed = results.filter((result) => result.failed > 0)
    const verdict = failed.length > 0 ? `${failed.map((result) => result.name).join(', ')} FAILED after` : 'done in'
    say(`Testing ${name}: ${verdict} ${since(name)}.`)
    if (failed.length > 0) say(done.output)
    running.delete(name)
    return results
  }

  async function runLane(steps) {
    const results = []
    for (const step of steps) results.push(...(await runStep(step)))
    return results
  }

  try {
    return (await Promise.all(lanes.map(runLane))).flat()
  } finally {
    clearInterval(ticking)
  }
}
