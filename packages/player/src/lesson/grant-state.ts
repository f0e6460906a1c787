import type { Grant } from '@enhancedhr/protocol/wire'
import { GRANT_BACKOFF, waitAfter } from '../core/access/backoff.js'
import type { CallFailure } from '../core/access/call-failure.js'

/** What one call for a grant came to. */
export type GrantOutcome =
  | { readonly kind: 'granted'; readonly grant: Grant }
  | { readonly kind: 'failed'; readonly failure: CallFailure }
  | { readonly kind: 'signed-out' }

export type GrantState =
  | { readonly phase: 'idle' }
  /** `failure` is what the call before came to: its words stay on screen until there is something better to say. */
  | { readonly phase: 'asking'; readonly failures: number; readonly failure: CallFailure | null }
  /** Asks again by itself at `until`, in milliseconds of the monotonic clock. */
  | { readonly phase: 'waiting'; readonly failures: number; readonly failure: CallFailure; readonly until: number }
  /** Only a person, or a changed sign-in, can help. */
  | { readonly phase: 'refused'; readonly failure: CallFailure }
  | { readonly phase: 'signed-out' }
  | { readonly phase: 'granted'; readonly grant: Grant }

export type GrantEvent =
  /** The element wants to play, or somebody pressed the button. */
  | { readonly type: 'start' }
  | { readonly type: 'answered'; readonly outcome: GrantOutcome; readonly now: number; readonly random: number }
  | { readonly type: 'due' }
  | { readonly type: 'online' }
  | { readonly type: 'sign-in-changed' }
  | { readonly type: 'stop' }

export type GrantEffect =
  /** Calls for a grant; a call under way is aborted and never answered. */
  | { readonly type: 'ask' }
  | { readonly type: 'wait'; readonly milliseconds: number }
  /** Aborts the call and the waiting. */
  | { readonly type: 'cancel' }
  | { readonly type: 'hand-over'; readonly grant: Grant }
  | { readonly type: 'report'; readonly failure: CallFailure }

interface Step {
  readonly state: GrantState
  readonly effects: readonly GrantEffect[]
}

/**
 * Decides what follows on the way to a grant.
 *
 * An idle element asks when it is started. A failure that can pass (no network, 429, 503, a lesson in preparation) makes
 * it wait, as long as the server asked (within 1 s and 1 h) or ever longer, and ask again; any other one, and a sign-out, waits for
 * a person or a changed sign-in. A changed sign-in makes it ask at once, unless the server asked to wait: what was asked with the
 * one before is nobody's answer. The network's return cuts the wait for the network short, and no other. Stopping forgets everything.
 */
export function stepGrant(state: GrantState, event: GrantEvent): Step {
  switch (event.type) {
    case 'start':
      return ask(state)
    case 'stop':
      return { state: { phase: 'idle' }, effects: [{ type: 'cancel' }] }
    case 'due':
      return state.phase === 'waiting' ? ask(state) : stay(state)
    case 'online':
      return state.phase === 'waiting' && state.failure.code === 'endpoint_unreachable' ? ask(state) : stay(state)
    case 'sign-in-changed':
      if (state.phase === 'idle' || state.phase === 'granted') return stay(state)
      return state.phase === 'waiting' && state.failure.retryAfter !== null ? stay(state) : ask(state)
    case 'answered':
      return state.phase === 'asking' ? answered(state, event) : stay(state)
  }
}

function stay(state: GrantState): Step {
  return { state, effects: [] }
}

function ask(state: GrantState): Step {
  const failures = state.phase === 'waiting' || state.phase === 'asking' ? state.failures : 0
  const failure =
    state.phase === 'waiting' || state.phase === 'asking' || state.phase === 'refused' ? state.failure : null
  return { state: { phase: 'asking', failures, failure }, effects: [{ type: 'ask' }] }
}

function answered(
  state: Extract<GrantState, { phase: 'asking' }>,
  { outcome, now, random }: Extract<GrantEvent, { type: 'answered' }>,
): Step {
  if (outcome.kind === 'granted') {
    const { grant } = outcome
    return { state: { phase: 'granted', grant }, effects: [{ type: 'hand-over', grant }] }
  }
  if (outcome.kind === 'signed-out') return { state: { phase: 'signed-out' }, effects: [] }
  const { failure } = outcome
  const report: GrantEffect = { type: 'report', failure }
  if (!failure.retryable) return { state: { phase: 'refused', failure }, effects: [report] }
  const milliseconds = waitAfter(state.failures + 1, failure.retryAfter, random, GRANT_BACKOFF)
  return {
    state: { phase: 'waiting', failures: state.failures + 1, failure, until: now + milliseconds },
    effects: [report, { type: 'wait', milliseconds }],
  }
}
