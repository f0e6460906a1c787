import { checkLessonRule, toMilliseconds, type RuleFaultCode } from '@enhancedhr/protocol'
import type { SettingsDraft } from './settings-draft.js'

/** Something that cannot be saved, and where: a JSON pointer into the lesson. `detail`: the handler's words, where there is no code. */
export interface FieldFault {
  readonly pointer: string
  readonly code: RuleFaultCode | 'chapter_title' | 'other' | 'time' | 'title' | 'waiver_reason'
  readonly detail?: string
}

const POINTERS: Readonly<Partial<Record<RuleFaultCode, string>>> = {
  no_criterion: '/completion',
  video_too_short: '/duration',
  threshold_out_of_range: '/completion/threshold',
  segment_empty: '/completion/required_segments',
  segment_beyond_duration: '/completion/required_segments',
  quiz_not_configured: '/completion/quiz_required',
}

/** Finds what of a draft cannot be saved, by the same rules as the handler, so that it is said before anything is sent. */
export function checkDraft(draft: SettingsDraft, duration: number | null): readonly FieldFault[] {
  const { threshold, parts, mode, quiz, quizRequired, chapters, waiver } = draft
  const rule = {
    thresholdPerMille: threshold === null ? null : Math.round(threshold * 10),
    requiredSegments: parts.map(([from, to]) => [toMilliseconds(from), toMilliseconds(to)] as const),
    mode,
    quizRequired: quiz && quizRequired,
  }
  const facts = { duration: duration === null ? null : toMilliseconds(duration), quizConfigured: quiz }
  const faults: FieldFault[] = checkLessonRule(rule, facts).faults.map(({ code, index }) => {
    const place = index === undefined ? '' : `/${index.toString()}`
    return { code, pointer: `${POINTERS[code] ?? '/completion'}${place}` }
  })
  // An empty share is a mistake of the field, whatever else is asked for.
  if (threshold !== null && !(threshold > 0)) {
    faults.push({ code: 'threshold_out_of_range', pointer: '/completion/threshold' })
  }
  if (draft.title.trim() === '') faults.push({ code: 'title', pointer: '/title' })
  for (const [index, { title }] of chapters.entries()) {
    if (title.trim() === '') faults.push({ code: 'chapter_title', pointer: `/chapters/${index.toString()}/title` })
  }
  if (waiver?.trim() === '') faults.push({ code: 'waiver_reason', pointer: '/captions_waiver' })
  return faults
}
