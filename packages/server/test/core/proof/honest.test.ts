import { coveredMilliseconds, subtract } from '@enhancedhr/protocol'
import { assert } from 'chai'
import fc from 'fast-check'
import { evening, EveningRun } from './honest-evening.js'
import { Greatest, proofRuns, printFigures } from './proof-runs.js'

/** What collecting may be off by at each discontinuity (docs/collecting.md). */
const PER_DISCONTINUITY = 300
/** A seal that the grain may refuse is shorter than this. */
const SLIVER = 40

describe('an honest evening on two devices, collected by the player’s own tracker', () => {
  it('is credited as it was collected, and collected as it was played', async () => {
    const greatest = new Greatest()
    await fc.assert(
      fc.asyncProperty(evening, async (script) => {
        const run = new EveningRun(script)
        await run.play(script)
        const { watched, playingTime } = await run.readCredit()
        const slivers = run.devices
          .flatMap(({ sealed }) => sealed)
          .filter(({ from, to }) => to - from < SLIVER)
          .reduce((sum, { from, to }) => sum + to - from, 0)
        const occasions = run.devices.reduce((sum, { media, blocks }) => sum + media.discontinuities + blocks + 1, 0)
        const refused = coveredMilliseconds(subtract(run.sealed, watched))
        const lost = coveredMilliseconds(subtract(run.truth, watched))
        const credited = coveredMilliseconds(subtract(watched, run.truth))
        const tolerance = PER_DISCONTINUITY * occasions + 2 * run.overlap + slivers
        assert.isAtMost(refused, 2 * run.overlap + slivers, 'collected and refused')
        assert.isAtMost(lost, tolerance, 'played and lost')
        assert.isAtMost(credited, PER_DISCONTINUITY * occasions, 'credited and not played')
        const played = run.devices.reduce((sum, { media }) => sum + media.playing, 0)
        assert.isAtMost(Math.abs(playingTime - played), tolerance, 'playing time')
        if (run.overlap === 0) {
          greatest.see('collected and refused by the ledger, ms', refused)
          greatest.see('of these more than slivers under 40 ms, ms', refused - slivers)
          greatest.see('played and lost in an evening, ms', lost)
          greatest.see('played and lost, ms a discontinuity', Math.round(lost / occasions))
          greatest.see('credited and not played in an evening, ms', credited)
          greatest.see('credited and not played, ms a discontinuity', Math.round(credited / occasions))
        }
      }),
      proofRuns(),
    )
    printFigures('Honest evenings', greatest.values)
  })
})
