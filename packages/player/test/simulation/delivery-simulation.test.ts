import { assert } from 'chai'
import { World } from './world.js'

/** The short form is the same every time; `pnpm prove delivery` takes the seed and the number of runs. */
const { EHR_PROOF_RUNS, EHR_PROOF_SEED } = process.env
const runs = Number(EHR_PROOF_RUNS ?? 120)
const seed = Number(EHR_PROOF_SEED ?? 1)

describe('delivery, simulated', () => {
  // Some pages have listeners that throw, which is reported there.
  const { reportError: report } = globalThis
  beforeEach(() => void (globalThis.reportError = () => undefined))
  afterEach(() => void (globalThis.reportError = report))

  it('brings everything that was on a disk to the server, once, as its learner’s, and nothing that was not played', async () => {
    const total = { sessions: 0, requests: 0, playedMs: 0, lostMs: 0 }
    for (let run = 0; run < runs; run += 1) {
      const outcome = await new World(seed + run).run()
      assert.deepEqual(outcome.wrongs, [], `seed ${seed + run}:\n${outcome.log.join('\n')}`)
      total.sessions += outcome.sessions
      total.requests += outcome.requests
      total.playedMs += outcome.playedMs
      total.lostMs += outcome.lostMs
    }
    if (EHR_PROOF_RUNS !== undefined) console.log(JSON.stringify({ seed, runs, ...total }))
  })

  it('keeps its promises with seeds that broke one once', async () => {
    // A refused event overwrote a refused segment of the same number. An older checkpoint was mistaken for the end of
    // a session whose page had no disk to write it to.
    for (const broken of [20262483, 20268004]) {
      const { wrongs, log } = await new World(broken).run()
      assert.deepEqual(wrongs, [], `seed ${broken}:\n${log.join('\n')}`)
    }
  })
})
