import { EXAMPLE_GRANT } from './example-grant.js'

const { session_id, session_age, credit_window, playback, progress } = EXAMPLE_GRANT

/** One answer of each call that a player makes, as `docs/protocol.md` shows it, with everything in it that may be left out. */
export const EXAMPLE_ANSWERS = {
  grant: EXAMPLE_GRANT,
  renewal: { session_id, session_age, credit_window, playback },
  acknowledgement: {
    results: [
      {
        index: 0,
        session_id,
        status: 'partly',
        through: 3,
        events_through: 8,
        code: 'invalid_request',
        retryable: false,
        reasons: [{ code: 'concurrent_session', from: 62.1, to: 70, lesson_id: 'ppe-1' }],
      },
      { index: 1, session_id: null, status: 'refused', through: 0, events_through: 0, reasons: [] },
    ],
    progress: { 'fire-safety-1': progress },
    courses: {
      'fire-safety': {
        attempt: 1,
        completed: true,
        completed_at: '2026-11-22T10:00:00.000Z',
        lessons_required: 3,
        lessons_completed: 3,
        percent: 100,
        seat_time: 1800.5,
        requirements: [{ kind: 'lessons', met: true }],
      },
    },
    session_age: { [session_id]: 120.3 },
    sessions: { [session_id]: { code: 'media_replaced' } },
  },
  explanation: {
    lesson_id: 'fire-safety-1',
    attempt: 1,
    media_version: 1,
    duration: 600,
    credited: [[0, 62.1]],
    uncredited: [{ from: 62.1, to: 70, reason: 'concurrent_session' }],
    reasons: [
      { reason: 'concurrent_session', seconds: 7.9, last_at: '2026-11-22T10:00:00.000Z', lesson_ids: ['ppe-1'] },
    ],
  },
}
