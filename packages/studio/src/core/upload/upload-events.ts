import type { FileFacts, KeptUpload, UploadState, UploadStep } from './upload-state.js'

/** An upload as the handler describes it. */
export interface UploadView {
  readonly uploadId: string
  readonly state: string
  readonly reason: string | null
  readonly mediaVersion: number | null
  readonly duration: number | null
  readonly poster: string | null
  /** Milliseconds since the epoch. */
  readonly expiresAt: number | null
  readonly url: string | null
}

/** Why a call to the handler gave nothing. */
export interface CallFailure {
  /** A code of the handler, `unreachable`, `signed-out` or `misconfigured`. */
  readonly code: string
  /** Whether the same may succeed later. */
  readonly retryable: boolean
  /** Seconds. */
  readonly retryAfter: number | null
  /** Whether nobody can know if the call has had an effect. */
  readonly unanswered: boolean
  /** What the handler says of it besides, in English. */
  readonly details?: readonly string[]
}

/** What a file may be. */
export interface FileRules {
  /** As the attribute `accept` of an input. */
  readonly accept: string
  /** Bytes; `null`: as the handler says. */
  readonly maxSize: number | null
}

/** What the receiver of the file said: how much it has, that it has all, that it failed, or that there is no such upload any more. */
export type TransferAnswer =
  | { readonly kind: 'complete' }
  | { readonly kind: 'received'; readonly bytes: number }
  /** `status`: `null` where there was no answer at all. */
  | { readonly kind: 'lost'; readonly status: number | null }
  | { readonly kind: 'gone' }
  /** The file cannot be read any more: it was changed, moved or deleted. */
  | { readonly kind: 'unreadable' }

/** What people and the page do. */
export type HandEvent = 'cancel' | 'offline' | 'online' | 'pause' | 'replace' | 'reset' | 'resume' | 'signed-in'

/** Answers name the turn of the step that they answer. */
export type UploadEvent =
  | { readonly type: 'kept'; readonly upload: KeptUpload }
  | { readonly type: 'chosen'; readonly file: FileFacts; readonly rules: FileRules }
  | { readonly type: 'examined'; readonly turn: number; readonly digest: string | null }
  | {
      readonly type: 'created'
      readonly turn: number
      readonly upload: UploadView
      readonly pieceLimit: number | null
    }
  /** There is no upload of this lesson that could be ours. */
  | { readonly type: 'not-found'; readonly turn: number }
  | { readonly type: 'cleared'; readonly turn: number }
  | { readonly type: 'read'; readonly turn: number; readonly upload: UploadView }
  | { readonly type: 'call-failed'; readonly turn: number; readonly failure: CallFailure }
  /** `took`: milliseconds. */
  | { readonly type: 'transferred'; readonly turn: number; readonly answer: TransferAnswer; readonly took: number }
  | { readonly type: 'due'; readonly turn: number }
  | { readonly type: 'apply'; readonly credit: 'keep' | 'reset' }
  | { readonly type: HandEvent }

/** What has to be done. Each step answers with its turn. */
export type UploadEffect =
  | { readonly type: 'step'; readonly step: Exclude<UploadStep, 'apply' | 'send'>; readonly turn: number }
  | { readonly type: 'step'; readonly step: 'send'; readonly turn: number; readonly from: number; readonly to: number }
  | { readonly type: 'step'; readonly step: 'apply'; readonly turn: number; readonly credit: 'keep' | 'reset' }
  /** The step of this turn is due after so many milliseconds. */
  | { readonly type: 'wait'; readonly turn: number; readonly milliseconds: number }
  /** Whatever is under way or waited for ends. */
  | { readonly type: 'stop' }
  /** An upload that nobody wants any more is cancelled at the handler. */
  | { readonly type: 'cancel'; readonly uploadId: string }
  | { readonly type: 'keep'; readonly upload: Omit<KeptUpload, 'lessonId'> }
  | { readonly type: 'forget' }
  | { readonly type: 'ask-sign-in' }

/** What the reducer is given of the world with each event. */
export interface UploadMoment {
  /** Milliseconds since the epoch. */
  readonly now: number
  /** From 0 (included) to 1 (excluded). */
  readonly random: number
  /** As the browser says; only a hint. */
  readonly online: boolean
}

export interface UploadReduction {
  readonly state: UploadState
  readonly effects: readonly UploadEffect[]
}
