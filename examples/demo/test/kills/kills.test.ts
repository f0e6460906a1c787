import { afterAll, describe, it } from 'vitest'
import { startDemo, temporaryFolder } from '../support/demo-process.js'
import { CELLS, cellName, mayLose, type Cell } from './cells.js'
import { createLanes } from './lanes.js'
import { writeKillMatrix, type Row } from './matrix-page.js'
import { runCell, type Outcome } from './run-cell.js'
import { seededChance } from './seeded-chance.js'

/** In `npm test`: the four ways that happen every day, with storage as it should be. */
const DAILY = ['close/ok', 'navigate/ok', 'reload/ok', 'kill/ok']
/** Credited beyond what was seen to be played: the truth is known to 50 ms, a segment to 300. */
const TOO_MUCH_MS = 350

const { EHR_PROOF_RUNS: runs, EHR_PROOF_SEED: seed = '1', EHR_PROOF_ONLY: only } = process.env
const isLong = runs !== undefined
/** Playing before the page ends, in seconds: from here, and up to the spread longer. In the long form there is a report. */
const after = isLong ? { least: 5.5, spread: 3 } : { least: 3, spread: 1 }
const repetitions = isLong ? Number(runs) : 1
const wanted = (cell: Cell): boolean =>
  isLong ? only === undefined || only.split(',').includes(cellName(cell)) : DAILY.includes(cellName(cell))

/** Numbers of the endings in `docs/delivery.md`; closing and going elsewhere are case 47: all of them. */
const CASES: Partial<Record<Cell['ending'], number>> = { crash: 48, kill: 48, freeze: 52 }

const folder = await temporaryFolder()
const demo = await startDemo(folder.path)
const rows: Row[] = []
afterAll(async () => {
  await demo.stop()
  await folder.remove()
  if (isLong) await writeKillMatrix(rows, Number(seed))
})

const takeTurns = createLanes(1)
const takeLane = createLanes(3)

// Some cells wait for ten seconds until a page counts as dead; the next ones play meanwhile.
describe.concurrent('a page that ends while a lesson plays', () => {
  const cells = CELLS.filter(wanted).map((cell) => ({ ...cell, number: CASES[cell.ending] ?? 47 }))
  it.for(cells)('case $number: loses no more than it may: $ending, storage $storage', async (cell, { expect }) => {
    const outcomes: Outcome[] = []
    for (let run = 0; run < repetitions; run += 1) {
      const chance = seededChance(`${seed}/${cellName(cell)}/${run}`)
      const learner = `${cell.ending}-${cell.storage}-${run}`
      const outcome = await takeLane(() =>
        runCell(cell, {
          demo: demo.origin,
          learner,
          after: after.least + chance * after.spread,
          expect,
          alone: takeTurns,
        }),
      )
      if (isLong) console.log(cellName(cell), outcome)
      outcomes.push(outcome)
    }
    rows.push({ cell, outcomes })
    for (const { played, lost, tooMuch } of outcomes) {
      expect(played).toBeGreaterThan(after.least * 1000 - 500)
      expect(lost).toBeLessThanOrEqual(mayLose(cell))
      expect(tooMuch).toBeLessThanOrEqual(TOO_MUCH_MS)
    }
  })
})
