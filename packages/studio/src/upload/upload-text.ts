import type { Localization } from '@enhancedhr/element-kit'
import { announcementOf, percentSent } from '../core/upload/announce.js'
import type { UploadState } from '../core/upload/upload-state.js'
import { formatBytes, formatPercent } from '../i18n/format.js'
import type { UploadMessages, UploadReason } from '../i18n/messages.js'

type Words = Localization<UploadMessages>

/** What is said of an upload: the state that it is in. */
export function phaseText({ phase, file, hasFile, failures }: UploadState, words: Words): string {
  switch (phase) {
    case 'idle':
      return words.message('uploadPrompt')
    case 'checking':
      return words.message('uploadChecking')
    case 'creating':
      return failures > 0 ? words.message('uploadRetrying') : words.message('uploadCreating')
    case 'uploading':
      return failures > 0 ? words.message('uploadRetrying') : words.message('uploadUploading')
    case 'paused':
      return hasFile ? words.message('uploadPaused') : words.formatter('uploadWaitsFor')(file?.name ?? '')
    case 'offline':
      return words.message('uploadOffline')
    case 'processing':
      return words.message('uploadProcessing')
    case 'held':
      return words.message('uploadHeld')
    case 'ready':
      return words.message('uploadReady')
    case 'failed':
      return words.message('uploadFailed')
    case 'cancelled':
      return words.message('uploadCancelled')
    case 'timed-out':
      return words.message('uploadTimedOut')
  }
}

/** Why it came to nothing or is held, in words; `null` where there is nothing to say. */
export function reasonText({ phase, reason }: UploadState, words: Words): string | null {
  if (reason === null || !['cancelled', 'failed', 'held'].includes(phase)) return null
  const reasons: Readonly<Record<string, string>> = words.message('uploadReasons')
  const known = Object.hasOwn(reasons, reason) ? reasons[reason] : undefined
  return known ?? reasons['other' satisfies UploadReason] ?? null
}

/** Why the file that was chosen last is not taken. */
export function refusalText({ refusal, file }: UploadState, words: Words): string | null {
  switch (refusal?.code) {
    case undefined:
      return null
    case 'empty':
      return words.message('uploadEmpty')
    case 'not_video':
      return words.message('uploadNotVideo')
    case 'other_file':
      return words.formatter('uploadOtherFile')(file?.name ?? '')
    case 'too_large':
      return words.formatter('uploadTooLarge')(formatBytes(refusal.limit ?? 0, words.language()))
    case 'unreadable':
      return words.message('uploadUnreadable')
  }
}

/** What a screen reader says of a change; `null`: nothing. */
export function announcementText(before: UploadState, after: UploadState, words: Words): string | null {
  const announcement = announcementOf(before, after)
  if (announcement?.kind === 'percent')
    return words.formatter('uploadPercent')(formatPercent(announcement.percent, words.language()))
  // A refusal is an alert where it is shown.
  if (announcement?.kind !== 'phase') return null
  if (announcement.phase === 'uploading') {
    return words.formatter('uploadPercent')(formatPercent(percentSent(after), words.language()))
  }
  return phaseText(after, words)
}
