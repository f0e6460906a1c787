/**
 * Why a stretch of a played segment was not credited, once, in the order in which the judge applies its rules (`docs/ledger.md`).
 *
 * New reasons may be added; a client shows one it does not know as "not counted".
 */
export const REASONS = {
  preview: 'The session only looked at the lesson, and records nothing.',
  malformed: 'The segment is not a stretch of playing: a number is missing, or its times cannot be.',
  n_reused: 'The number of the segment was already used for another one.',
  too_old: 'The segment was played more than 35 days before it arrived.',
  token_window: 'Nobody held a valid playback token at that time.',
  hidden: 'The page was hidden, and the lesson does not count that.',
  muted: 'The sound was off, and the lesson does not count that.',
  reversed: 'The segment ends before it begins.',
  out_of_bounds: 'The segment lies outside the video.',
  rate_cap: 'It was played faster than the lesson allows.',
  time_budget: 'More was claimed than the time that passed can hold.',
  already_charged: 'The same time was already counted in this session.',
  concurrent_session: 'The same time was already counted in another session.',
  too_short: 'The stretch is shorter than 40 ms and touches nothing watched.',
  too_fragmented: 'The lesson already holds very many separate stretches, and this one is short.',
} as const

/** The code of a reason that this version knows. */
export type ReasonCode = keyof typeof REASONS
