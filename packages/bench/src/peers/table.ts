import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { FAULTS, type Fault } from './faults.js'
import { PEERS, type Peer } from './peer.js'

/** What one fault did to one peer. Seconds of watching. */
export interface Outcome {
  readonly peer: Peer
  readonly fault: Fault
  /** Bytes of the page's script. */
  readonly gzip: number
  readonly watched: number
  readonly lost: number
  readonly again: number
  readonly requests: number
}

const ROOT = new URL('../../../', import.meta.url)

/** Writes `docs/peers.md` from what was measured. */
export async function writePeersPage(outcomes: readonly Outcome[]): Promise<void> {
  const manifest = JSON.parse(await readFile(new URL('packages/bench/package.json', ROOT), 'utf8')) as {
    devDependencies: Record<string, string>
  }
  const heads = PEERS.map(({ name, library }) =>
    library === null ? name : `${name} ${manifest.devDependencies[library] ?? ''}`,
  )
  const table = (cell: (outcome: Outcome) => string): string =>
    rows([
      ['fault', ...heads],
      ...FAULTS.map((fault) => [
        fault.title,
        ...PEERS.map((peer) => {
          const outcome = outcomes.find((one) => one.peer === peer && one.fault === fault)
          return outcome ? cell(outcome) : ''
        }),
      ]),
    ])
  const seconds = (value: number): string => (value < 0.05 ? '0' : value.toFixed(1))
  const sizes = PEERS.map((peer) => outcomes.find((one) => one.peer === peer)?.gzip ?? 0)
  const page = `${INTRODUCTION}
## Lost

Seconds of watching that the server never got, of those that were watched.

${table(({ lost, watched }) => `${seconds(lost)} of ${watched.toFixed(0)}`)}
## Received twice

Seconds that arrived again although they had been answered. Whether they count twice is for the server to prevent: this
player's handler knows them by session and number, however late they come; Segment and Amplitude give each event an identifier, and
their services look for it in what came lately.

${table(({ again }) => seconds(again))}
## Requests

${table(({ requests }) => String(requests))}
## Size

${rows([
  ['', ...heads],
  ['gzip, kB', ...sizes.map((size) => (size / 1000).toFixed(1))],
])}
The script of each page as the measurement bundles it, minified. For this player that is the collector, the queue and its storage, with
zod's small half that reads the wire. For the others it is the whole SDK, which does much else.
`
  await writeFile(fileURLToPath(new URL('docs/peers.md', ROOT)), page)
}

function rows([head = [], ...body]: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) => Math.max(3, ...[head, ...body].map((row) => (row[column] ?? '').length)))
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |\n`
  return line(head) + line(widths.map((width) => '-'.repeat(width))) + body.map(line).join('')
}

const INTRODUCTION = `# Delivery beside three SDKs

This player's queue and the browser SDKs of Segment, Amplitude and Sentry, each with its own real transport, go through the
same faults. They were made for analytics and error reports, where a lost event is cheap; a host that reports watching through one
of them gets the results on this page.

\`pnpm bench peers\` measures it and writes this page. The clock is virtual, so a day takes seconds; the pages are
happy-dom's, IndexedDB is fake-indexeddb's, and each tab has its own timers, which end with it. An answer takes 80 ms.

**Settings.** Segment: \`retryQueue\` on, everything else as it comes. Amplitude: as it comes (offline mode is on, 5 tries).
Sentry: \`makeBrowserOfflineTransport\` with \`flushAtStartup: true\` and \`maxQueueSize: 1000\` in place of 30. A page with
an SDK reports each full 15 s of watching to it, and only what was reported counts against it. This player collects by itself, and
every second that was played counts. Each waits 15 s between reports.

**The faults.** Two minutes are watched without the fault and eight more with it. The page stays open until it is over, then
one more minute is watched, and everybody gets another hour. With _the browser knows_, \`navigator.onLine\` is false
and \`offline\` and \`online\` are dispatched. The captive portal answers every request with 200 and its own page. A killed tab
gets no event; a closed one gets \`pagehide\` and \`visibilitychange\`. After that a new page of the same browser is opened.
`
