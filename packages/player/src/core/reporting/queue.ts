import { afresh, answered, acknowledgedElsewhere, failed, wakeDeferred } from './queue-answers.js'
import { pack, packFarewell, packProbe, packSuspect } from './queue-packing.js'
import { collect, found } from './queue-records.js'
import { maySend, schedule, takeTurn } from './queue-schedule.js'
import {
  only,
  put,
  withoutEmpty,
  type QueueEffect,
  type QueueEvent,
  type QueueState,
  type Queued,
} from './queue-state.js'

/**
 * Brings sealed evidence to the server and forgets it only when an acknowledgement names it (`docs/collecting.md`).
 *
 * A record lies in the queue from its first sealed segment to the acknowledgement of its last. The queue as a whole is in
 * one of four states:
 *
 * - *ready*: `send` packs a batch and the queue is sending.
 * - *sending*: exactly one request is under way. Its end, whatever it is, leads to one of the others. The records stay.
 * - *waiting*: something failed. `send` does nothing before `waitUntil`, except when it is forced (the host's `flush()`,
 *   the network came back, the page goes) and the server itself did not ask to wait.
 * - *blocked*: nobody is signed in, or the server refuses this sign-in. Nothing is sent until the host changes it, or a
 *   grant shows that it is good.
 *
 * A batch that the handler refuses as a whole is halved until the one bad item is alone (`queue-narrowing.ts`); one that the
 * server fails on three times is sent singly, and a record that it fails on alone is deferred. Successes widen again.
 */
export function queue(state: QueueState, event: QueueEvent): Queued {
  switch (event.type) {
    case 'opened': {
      // A grant shows whose sign-in it is.
      const records = put(state.records, event.key, event.record)
      const stale = state.sending !== null
      return only({
        ...state,
        ...afresh(state),
        signIn: 'known',
        stale,
        own: event.key,
        records,
        reportedAt: event.now,
      })
    }
    case 'collected':
      return collect(state, event.key, event.change)
    case 'found':
      return sendFound(found(state, event), event)
    case 'send':
      return send(state, event)
    case 'answered':
      return answered(state, event)
    case 'failed':
      // Whose the newer sign-in is, is not known: nothing of this learner's is sent with it before the server accepted it.
      return failed(
        { ...(event.failure.kind === 'superseded' ? signInChanged(state) : state), sending: null },
        state.sending,
        event.failure,
        event,
      )
    case 'acknowledged-elsewhere':
      return acknowledgedElsewhere(state, event)
    case 'signed-in':
      return only(signInChanged(state))
    case 'wait':
      return only({ ...state, waitUntil: event.until, serverRequested: true })
    case 'closed':
      return only(withoutEmpty({ ...state, own: null }, state.own))
    case 'leaving':
      return leave(state)
    default:
      return schedule(state, event)
  }
}

function signInChanged(state: QueueState): QueueState {
  return { ...state, ...afresh(state), signIn: 'doubted', stale: state.sending !== null }
}

function send(state: QueueState, { now, forced, asking = null }: Extract<QueueEvent, { type: 'send' }>): Queued {
  if (!maySend(state, now, forced)) return only(state)
  const batch = state.signIn === 'doubted' ? packProbe(state) : (packSuspect(state) ?? pack(state, now, asking))
  if (batch) {
    const sending = { sending: batch, stale: false, waitUntil: null, serverRequested: false }
    return { state: { ...state, ...sending }, effects: [{ type: 'post', batch }] }
  }
  return { state, effects: wakeDeferred(state) }
}

/** Nothing of this page is due only because there is something of others: while a lesson starts, the page has enough to do. */
function sendFound({ state, effects }: Queued, { now, records }: Extract<QueueEvent, { type: 'found' }>): Queued {
  const [any] = [...records]
  const sent = any ? takeTurn(state, { now, forced: false }, null) : only(state)
  const resumed = schedule(sent.state, { type: 'resumed', now })
  return { state: resumed.state, effects: [...effects, ...sent.effects, ...resumed.effects] }
}

function leave(state: QueueState): Queued {
  const effects: QueueEffect[] = state.own === null ? [] : [{ type: 'back-up', key: state.own }]
  const batch = packFarewell(state)
  if (batch.keys.length > 0) effects.push({ type: 'post-farewell', batch })
  return { state, effects }
}
