import { setMaxListeners } from 'node:events'
import { IDBFactory } from 'fake-indexeddb'
import { createCollector } from './peers/collector.js'
import { FAULTS, type Fault } from './peers/faults.js'
import { bundlePage } from './peers/page-bundle.js'
import { PEERS, type Peer } from './peers/peer.js'
import { createProfile, openTab } from './peers/tab.js'
import { writePeersPage, type Outcome } from './peers/table.js'
import { lengths, missing, type Stretch } from './peers/truth.js'
import { createVirtualTime } from './peers/virtual-time.js'

/** Runs every fault against every peer and writes `docs/peers.md`; with a peer's name, only prints what that one does. */
export async function run([only]: readonly string[]): Promise<void> {
  // A page may listen to as much as it likes.
  setMaxListeners(0)
  const outcomes: Outcome[] = []
  for (const peer of PEERS.filter(({ page }) => only === undefined || page === only)) {
    const page = await bundlePage(peer.page)
    for (const fault of FAULTS) {
      const outcome = { peer, fault, gzip: page.gzip, ...(await measure(peer, fault, page.script)) }
      console.log(
        `${peer.name}, ${fault.title}: ${outcome.lost.toFixed(1)} s of ${outcome.watched.toFixed(1)} s lost, ` +
          `${outcome.again.toFixed(1)} s twice, ${outcome.requests} requests`,
      )
      outcomes.push(outcome)
    }
  }
  if (only === undefined) await writePeersPage(outcomes)
}

async function measure(peer: Peer, fault: Fault, script: string) {
  const time = createVirtualTime()
  const collector = createCollector(time, peer.dialect())
  const profile = createProfile(new IDBFactory())
  const watched: Stretch[] = []
  let sessions = 0
  const open = () => {
    sessions += 1
    return openTab({ script, session: `session-${sessions}`, profile, time, collector, watched })
  }
  await fault.run({ collector, profile, open, pass: (seconds) => time.pass(seconds) })
  const { sum, union } = lengths(collector.received)
  return {
    watched: lengths(watched).union,
    lost: missing(watched, collector.received),
    again: sum - union,
    requests: collector.requests,
  }
}
