import { readFile, writeFile } from 'node:fs/promises'
import { CELLS, cellName, mayLose, promise, type Cell } from './cells.js'
import type { Outcome } from './run-cell.js'

/** One cell that was run, once or more often. */
export interface Row {
  readonly cell: Cell
  readonly outcomes: readonly Outcome[]
}

const PAGE = new URL('../../../../docs/kill-matrix.md', import.meta.url)
const HEAD = ['ending', 'storage', 'may be lost', 'ms', 'runs', 'played, ms', 'lost at most, ms', 'seed']

/** Writes the rows of the cells that were run into `docs/kill-matrix.md`; the others stay as they are. */
export async function writeKillMatrix(rows: readonly Row[], seed: number): Promise<void> {
  const kept = readRows(await readFile(PAGE, 'utf8').catch(() => ''))
  const lines = CELLS.flatMap((cell) => {
    const row = rows.find((one) => cellName(one.cell) === cellName(cell))
    const line = row ? toCells(row, seed) : kept.get(cellName(cell))
    return line ? [line] : []
  })
  await writeFile(PAGE, `${INTRODUCTION}\n${table([HEAD, ...lines])}`)
}

function toCells({ cell, outcomes }: Row, seed: number): string[] {
  const most = (pick: (outcome: Outcome) => number): string => String(Math.max(...outcomes.map(pick)))
  return [
    cell.ending,
    cell.storage,
    promise(cell),
    String(mayLose(cell)),
    String(outcomes.length),
    most(({ played }) => played),
    most(({ lost }) => lost),
    String(seed),
  ]
}

function readRows(page: string): Map<string, string[]> {
  const rows = page.split('\n').filter((line) => line.startsWith('| '))
  const cells = rows.map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  )
  return new Map(cells.map((cell) => [`${cell[0]}/${cell[1]}`, cell]))
}

function table([head = [], ...body]: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) => Math.max(3, ...[head, ...body].map((row) => (row[column] ?? '').length)))
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |\n`
  return line(head) + line(widths.map((width) => '-'.repeat(width))) + body.map(line).join('')
}

const INTRODUCTION = `# What a browser can do to it

A real lesson plays in a real Chromium against the demo's real server, and its page ends in one of seven ways while the
storage of the browser is in one of four states. Then the lesson is opened again, so that what was left is delivered, and
what the handler credits is compared with what the media element had played. Every loss is measured against a bound that
stands in the code before anything runs (\`examples/demo/test/kills/cells.ts\`).

\`pnpm prove kills\` runs all cells and writes this table; \`--only close/ok,kill/denied\` runs some, \`--runs\` says how
often, \`--seed\` repeats the moments at which the pages end. Four of them are in \`npm test\`.

**Endings.** _close_, _navigate_ to another site, _reload_; _crash_ of the renderer; _kill_: SIGKILL for every process of the
browser, which is then started again with the same profile; _freeze_: frozen, then thrown away; _offline_: the network goes,
two more seconds are played, the page is closed.

**Storage.** _ok_; _denied_: IndexedDB, localStorage and locks refuse, as in a frame of a site that may keep nothing;
_quota_: the browser's own quota is used up, so that every write to IndexedDB is refused; _hanging_: a database that never
answers. The last three last until the leftovers are delivered.

Where storage is denied, what was played waits in memory alone, and no software can save it from a crash: what is lost
then is what was not reported yet. The demo's player reports every 5 s.
`
