import { holdsEvidence } from './evidence-record.js'
import { only, type QueueEffect, type QueueState, type Queued, type ScheduleEvent } from './queue-state.js'

/**
 * Decides when a report leaves.
 *
 * One that is due now seals what is open and takes this tab's turn. One that cannot leave is not sealed, so that an outage makes one
 * segment of it; it stays due until a turn ends, a wait is over, or something else lets it go.
 */
export function schedule(state: QueueState, event: ScheduleEvent): Queued {
  const { now } = event
  switch (event.type) {
    case 'report':
      return report(state, event, event.lasting)
    case 'sealed':
      return takeTurn(state, event, event.asking)
    case 'woken': {
      const { forced } = event
      const woken = state.due === 'until-sent' ? report(state, { now, forced }, true) : takeTurn(state, event, null)
      return woken.effects.length > 0 ? woken : { ...woken, effects: waitOn(woken.state, now) }
    }
    case 'turn-ended': {
      const ended = resume({ ...state, turn: false }, now)
      // After a failure a report that was due waits like the next ones.
      const due = ended.state.due === 'once' ? 'no' : ended.state.due
      const effects = ended.effects.length > 0 ? ended.effects : waitOn(ended.state, now)
      return { state: { ...ended.state, due }, effects }
    }
    case 'resumed':
      return resume(state, now)
  }
}

/** Whether a session that reports every so many milliseconds has to report now. */
export function isReportDue({ reportedAt }: QueueState, now: number, every: number): boolean {
  return now - reportedAt >= every
}

/** Whether a request may leave now, if there is something to send. */
export function maySend(state: QueueState, now: number, forced: boolean): boolean {
  if (state.sending || state.blocked) return false
  return state.waitUntil === null || state.waitUntil <= now || (forced && !state.serverRequested)
}

interface When {
  readonly now: number
  readonly forced: boolean
}

function report(before: QueueState, { now, forced }: When, lasting: boolean): Queued {
  const state = { ...before, reportedAt: now }
  if (!state.turn && maySend(state, now, forced)) {
    return { state: { ...state, due: 'no' }, effects: [{ type: 'seal', forced }] }
  }
  const kept = state.turn ? 'once' : 'no'
  return only({ ...state, due: lasting || state.due === 'until-sent' ? 'until-sent' : kept })
}

function resume(state: QueueState, now: number): Queued {
  const mayLeave = state.due !== 'no' && !state.turn && maySend(state, now, false)
  return mayLeave ? report(state, { now, forced: false }, true) : only(state)
}

/** Takes this tab's turn, where a request may leave now and something is to send. */
export function takeTurn(state: QueueState, { now, forced }: When, asking: string | null): Queued {
  if (state.turn) return only(state)
  const isEmpty = asking === null && ![...state.records.values()].some(holdsEvidence)
  if (isEmpty || !maySend(state, now, forced)) return { state, effects: waitOn(state, now) }
  return { state: { ...state, turn: true }, effects: [{ type: 'take-turn', forced, asking }] }
}

/** A wait that is not over goes on. */
function waitOn({ turn, waitUntil }: QueueState, now: number): readonly QueueEffect[] {
  return !turn && waitUntil !== null && waitUntil > now ? [{ type: 'wake', at: waitUntil, serverRequested: false }] : []
}
