import type { ReportResult, WireReport } from '@enhancedhr/protocol/wire'

/**
 * Whether most of what a report holds, by its length, was counted in another session; `null` where the answer says nothing of it:
 * nothing was sent, or nothing is judged yet.
 */
export function isCountedElsewhere({ watched_segments: sent }: WireReport, result: ReportResult): boolean | null {
  const judged = sent.filter(({ n }) => n <= result.through)
  if (judged.length === 0 || result.status === 'refused' || result.status === 'waiting') return null
  const elsewhere = result.reasons.filter(({ code }) => code === 'concurrent_session')
  return length(elsewhere) > length(judged) / 2
}

function length(stretches: readonly { readonly from: number; readonly to: number }[]): number {
  return stretches.reduce((sum, { from, to }) => sum + Math.max(0, to - from), 0)
}
