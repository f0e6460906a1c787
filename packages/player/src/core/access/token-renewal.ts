import { TOKEN_BACKOFF, waitAfter } from './backoff.js'
import type { CallFailure } from './call-failure.js'
import { planTokens, type TokenPlan, type TokenTerms } from './token-terms.js'

/** What one call for tokens came to. */
export type RenewalOutcome =
  | { readonly kind: 'renewed'; readonly terms: TokenTerms }
  /** Nobody is signed in, or no longer. `failure`: where the handler said so. */
  | { readonly kind: 'signed-out'; readonly failure: CallFailure | null }
  /** The learner may not watch this any more. */
  | { readonly kind: 'ended'; readonly failure: CallFailure }
  /** The session is over, or its video was replaced; a new session may go on. */
  | { readonly kind: 'session-over' }
  /** It can pass: no network, a busy server, too many calls. */
  | { readonly kind: 'failed'; readonly failure: CallFailure }

/**
 * When fresh tokens are asked for, and when playing has to wait for them.
 *
 * - *resting*: the tokens at hand will do, or nobody wants to play. From two thirds of their lifetime on, as soon as somebody
 *   plays or addresses are needed, it asks.
 * - *asking*: one call is under way, and never a second one; when the sign-in is changed it is made again, with the new one.
 * - *waiting*: a call failed; the next one is made at `until`, if somebody still wants to play. The network's return cuts the
 *   wait short, but never one that the server asked for.
 * - *stuck*: nobody is signed in; only a changed sign-in, or the learner, helps.
 * - *over*: the session has ended; nothing is asked any more.
 *
 * Beside these stands the credit window: once it has passed, in whatever state, playing is *paused* until there are new tokens.
 * All times are milliseconds of the monotonic clock; the date only shows that the device slept, when that clock stood still.
 */
export interface RenewalState extends TokenPlan {
  readonly phase: 'resting' | 'asking' | 'waiting' | 'stuck' | 'over'
  readonly failure: CallFailure | null
  readonly failures: number
  readonly until: number
  /** The server itself asked for this wait. */
  readonly serverRequested: boolean
  readonly askedAt: number
  /** Somebody plays, or is about to. */
  readonly wanted: boolean
  /** The player waits for addresses. */
  readonly needed: boolean
  /** Playing waits for new tokens. */
  readonly paused: boolean
  /** From here on a refusal may force one more renewal. */
  readonly forceAt: number
  /** Date minus monotonic clock, as it was last. */
  readonly drift: number
}

/** One moment on both clocks. */
export interface Moment {
  readonly now: number
  readonly date: number
}

export type RenewalEvent = Moment &
  (
    | { readonly type: 'check' }
    | { readonly type: 'wants'; readonly wanted: boolean }
    /** An address is about to be used. */
    | { readonly type: 'needs' }
    /** A media host refused an address that was believed good. */
    | { readonly type: 'refused' }
    | { readonly type: 'online' }
    /** The learner asks to try now. */
    | { readonly type: 'forced' }
    | { readonly type: 'signed-in' }
    /** The server's clock went forward by so many milliseconds more than time passed. */
    | { readonly type: 'stepped'; readonly by: number }
    | { readonly type: 'answered'; readonly outcome: RenewalOutcome; readonly random: number }
  )

export type RenewalEffect =
  | { readonly type: 'ask' }
  /** Look again then; `null`: nothing will happen by itself. Replaces the one before. */
  | { readonly type: 'check-at'; readonly at: number | null }
  | { readonly type: 'hold' }
  | { readonly type: 'release' }
  | { readonly type: 'report'; readonly failure: CallFailure }
  | { readonly type: 'end'; readonly failure: CallFailure }
  | { readonly type: 'reopen' }

interface Step {
  readonly state: RenewalState
  readonly effects: readonly RenewalEffect[]
}

/** The date moving this much further than the monotonic clock means that the device slept. */
const SLEEP_MS = 2_000

/** Begins with the tokens of a grant; `since`: when it was asked for. `paused`: playing waits already. */
export function createRenewal(
  terms: TokenTerms,
  since: number,
  { now, date }: Moment,
  { paused = false } = {},
): RenewalState {
  return {
    phase: 'resting',
    failure: null,
    failures: 0,
    until: 0,
    serverRequested: false,
    askedAt: since,
    ...planTokens(terms, since),
    wanted: false,
    needed: false,
    paused,
    forceAt: 0,
    drift: date - now,
  }
}

/** Whether addresses may be used now. */
export function isFresh(state: RenewalState, now: number): boolean {
  return now < state.freshUntil
}

/** Takes one event in; decides whether to ask, to wait, to hold playing or to end. */
export function renewal(before: RenewalState, event: RenewalEvent): Step {
  if (before.phase === 'over') return { state: before, effects: [] }
  const { state, effects } = take(noticeSleep(before, event), event)
  return state.phase === 'over' ? { state, effects } : evaluate(state, event.now, effects)
}

/** While the device slept the monotonic clock stood still and tokens grew old all the same: they are renewed before all else. */
function noticeSleep(state: RenewalState, { now, date }: Moment): RenewalState {
  const drift = date - now
  const slept = drift - state.drift
  if (slept < SLEEP_MS) return { ...state, drift }
  return {
    ...state,
    drift,
    askedAt: state.askedAt - slept,
    renewAt: Math.min(state.renewAt, now),
    freshUntil: state.freshUntil - slept,
    creditUntil: state.creditUntil - slept,
  }
}

function take(state: RenewalState, event: RenewalEvent): Step {
  const { now } = event
  switch (event.type) {
    case 'check':
      return only(state)
    case 'wants':
      return only({ ...state, wanted: event.wanted })
    case 'needs':
      return only({ ...state, needed: state.needed || !isFresh(state, now) })
    case 'refused':
      // The third part of a lifetime apart: what fresh tokens did not fix they will not fix a second later.
      if (now < state.forceAt) return only(state)
      return only({ ...state, forceAt: now + state.lifetime / 3, freshUntil: now, renewAt: now, needed: true })
    case 'online':
      return only(state.phase === 'waiting' && !state.serverRequested ? { ...state, until: now } : state)
    case 'forced':
      if (state.phase === 'stuck') return only({ ...state, phase: 'resting', needed: true })
      // Trying early would only be refused again, and cost one more of the calls that are short.
      if (state.phase !== 'waiting' || state.failure?.code === 'rate_limited') return only(state)
      return only({ ...state, until: now, needed: true })
    case 'signed-in':
      if (state.phase === 'stuck') return only({ ...state, phase: 'resting', renewAt: now })
      if (state.phase === 'waiting') return only(state.serverRequested ? state : { ...state, until: now })
      // What was asked with the sign-in before is nobody's answer: it is asked again.
      return only(state.phase === 'asking' ? { ...state, phase: 'resting' } : state)
    case 'stepped':
      // What is played now lies outside of what the tokens at hand pay for.
      return only({ ...state, renewAt: now, creditUntil: state.creditUntil - Math.max(0, event.by) })
    case 'answered':
      return state.phase === 'asking' ? answered(state, event) : only(state)
  }
}

function answered(state: RenewalState, { outcome, random, now }: Extract<RenewalEvent, { type: 'answered' }>): Step {
  switch (outcome.kind) {
    case 'renewed': {
      const renewed = { ...state, ...planTokens(outcome.terms, state.askedAt), needed: false }
      return only({ ...renewed, phase: 'resting', failures: 0, failure: null })
    }
    case 'signed-out': {
      const { failure } = outcome
      return { state: { ...state, phase: 'stuck', failure }, effects: failure ? [{ type: 'report', failure }] : [] }
    }
    case 'ended':
      return over(state, { type: 'end', failure: outcome.failure })
    case 'session-over':
      return over(state, { type: 'reopen' })
    case 'failed': {
      const { failure } = outcome
      const failures = state.failures + 1
      const serverRequested = failure.retryAfter !== null
      const until = now + waitAfter(failures, failure.retryAfter, random, TOKEN_BACKOFF)
      return {
        state: { ...state, phase: 'waiting', failures, failure, serverRequested, until },
        effects: [{ type: 'report', failure }],
      }
    }
  }
}

function over(state: RenewalState, effect: RenewalEffect): Step {
  return { state: { ...state, phase: 'over' }, effects: [effect, { type: 'check-at', at: null }] }
}

/** What follows from where things stand: holding, asking, and when to look again. */
function evaluate(before: RenewalState, now: number, done: readonly RenewalEffect[]): Step {
  let state = before
  const effects = [...done]
  const paused = now >= state.creditUntil
  if (paused !== state.paused) {
    state = { ...state, paused }
    effects.push({ type: paused ? 'hold' : 'release' })
  }
  const due = state.needed || (state.wanted && (paused || now >= state.renewAt))
  const free = state.phase === 'resting' || (state.phase === 'waiting' && now >= state.until)
  if (due && free) {
    state = { ...state, phase: 'asking', askedAt: now }
    effects.push({ type: 'ask' })
  }
  effects.push({ type: 'check-at', at: nextCheck(state) })
  return { state, effects }
}

function nextCheck({ phase, wanted, needed, paused, renewAt, until, creditUntil }: RenewalState): number | null {
  const moments: number[] = []
  if (phase === 'resting' && wanted) moments.push(renewAt)
  if (phase === 'waiting' && (wanted || needed)) moments.push(until)
  if (wanted && !paused) moments.push(creditUntil)
  return moments.length > 0 ? Math.min(...moments) : null
}

function only(state: RenewalState): Step {
  return { state, effects: [] }
}
