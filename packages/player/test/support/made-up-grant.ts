import type { Grant, Renewal } from '@enhancedhr/protocol/wire'

type Signed = Pick<Grant, 'playback'> & { lesson: Pick<Grant['lesson'], 'id' | 'title' | 'duration' | 'chapters'> }

let sessions = 0

/** A grant as the handler would answer it, with real signed URLs, for tests that answer in the handler's place. */
export async function madeUpGrant({
  lesson = 'fire-safety-1',
  lifetime = 900,
  position = 0,
  completed = false,
  creditWindow = 4500,
  seekPolicy = 'free',
  scope = `made-up-scope-${sessions + 1}`,
  watched = position > 0 ? [[0, position]] : [],
  required = [],
}: {
  lesson?: string
  lifetime?: number
  position?: number
  completed?: boolean
  creditWindow?: number
  seekPolicy?: string
  /** What earlier tests left on the device under the same scope is this learner's too. */
  scope?: string
  watched?: [number, number][]
  required?: [number, number][]
} = {}): Promise<Grant> {
  const signed = await signedPlayback(lesson, lifetime)
  sessions += 1
  return {
    session_id: `made-up-${sessions}`,
    scope,
    opened_at: '2026-11-22T10:00:00.000Z',
    session_age: 0,
    credit_window: creditWindow,
    attempt: 1,
    lesson: {
      ...signed.lesson,
      course_id: 'fire-safety',
      course_title: 'Fire safety basics',
      media_version: 1,
      seek_policy: seekPolicy,
      max_playback_rate: 1.5,
      hidden_counts: true,
      muted_counts: true,
      offline_allowance: 3600,
      completion: { threshold: 0.9, required_segments: required, mode: 'any', quiz_required: false },
    },
    playback: signed.playback,
    reporting: { every: 15 },
    progress: {
      attempt: 1,
      position,
      watched_segments: watched,
      watched_seconds: position,
      playing_time: position,
      percent: 0,
      completed,
      completed_at: completed ? '2026-11-22T10:00:00.000Z' : null,
      media_version: 1,
      requirements: [{ kind: 'threshold', met: completed }],
    },
  }
}

/**
 * Fresh tokens as the handler would answer them; a lifetime below 0 gives addresses that have run out. Tokens of another
 * session than the one that asked are nobody's answer.
 */
export async function madeUpRenewal({
  session,
  lesson = 'fire-safety-1',
  lifetime = 900,
  creditWindow = 4500,
}: {
  session: string
  lesson?: string
  lifetime?: number
  creditWindow?: number
}): Promise<Renewal> {
  const { playback } = await signedPlayback(lesson, lifetime)
  // An age of 0 would say that the session has not begun.
  return { session_id: session, session_age: 0.001, credit_window: creditWindow, playback }
}

async function signedPlayback(lesson: string, lifetime: number): Promise<Signed> {
  const answer = await fetch(`/signed-playback?lesson=${lesson}&lifetime=${lifetime}`)
  return (await answer.json()) as Signed
}
