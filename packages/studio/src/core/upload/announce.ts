import type { UploadPhase, UploadState } from './upload-state.js'

/** Progress is read out at these shares, in percent. */
const STEPS = [25, 50, 75, 100] as const

/** What is read out: the state that began, a share of the file that arrived, or a file that was not taken. */
export type Announcement =
  | { readonly kind: 'phase'; readonly phase: UploadPhase }
  | { readonly kind: 'percent'; readonly percent: number }
  | { readonly kind: 'refusal' }

/** Says what a screen reader user has to hear of a change; `null`: nothing. */
export function announcementOf(before: UploadState, after: UploadState): Announcement | null {
  if (after.refusal && after.refusal !== before.refusal) return { kind: 'refusal' }
  if (after.phase !== before.phase) return { kind: 'phase', phase: after.phase }
  if (after.phase !== 'uploading') return null
  const [was, is] = [percentSent(before), percentSent(after)]
  const passed = STEPS.findLast((step) => was < step && is >= step)
  return passed === undefined ? null : { kind: 'percent', percent: passed }
}

/** How much of the file has arrived, in whole percent, rounded down. */
export function percentSent({ sent, file }: UploadState): number {
  return file && file.size > 0 ? Math.floor((sent / file.size) * 100) : 0
}
