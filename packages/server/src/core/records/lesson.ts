import type { CompletionRule } from '@enhancedhr/protocol'

/** A video as Mux reported it; a replaced video is a new version. */
export interface MediaVersion {
  readonly version: number
  readonly playbackId: string
  /** Mux's name for what the playback ID belongs to; `null` where it is not known. */
  readonly assetId: string | null
  /** Whether it has text that can be shown. */
  readonly isCaptioned: boolean
  /** Whether Mux does not have it any more. */
  readonly isGone: boolean
  /** Milliseconds, or `null` while Mux has not reported it. */
  readonly duration: number | null
  /** Milliseconds that the player of a learner who reached the end measured, where it differs; `null`: nobody's did. */
  readonly observedDuration: number | null
}

export interface Chapter {
  readonly title: string
  /** Milliseconds of media. */
  readonly from: number
}

/** What one lesson allows; `null`: as the handler's options say. */
export interface LessonPolicy {
  readonly maxRate: number | null
  readonly hiddenCounts: boolean | null
  readonly mutedCounts: boolean | null
  readonly seek: 'free' | 'watched' | null
  /** Milliseconds beyond a token's lifetime in which playing still counts. */
  readonly offlineAllowance: number | null
}

export interface LessonRecord {
  readonly tenantId: string
  readonly lessonId: string
  readonly courseId: string | null
  readonly title: string
  readonly position: number
  readonly required: boolean
  readonly archived: boolean
  /** The current video, or `null` before the first. */
  readonly media: MediaVersion | null
  readonly rule: CompletionRule
  readonly ruleVersion: number
  /** Whether the host reports results of a quiz. */
  readonly hasQuiz: boolean
  /** Why it may be watched without captions where they are required; `null`: it may not. */
  readonly captionsWaiver: string | null
  readonly policy: LessonPolicy
  readonly chapters: readonly Chapter[]
  /** Counts the changes of the lesson, from 1. */
  readonly revision: number
  readonly createdAt: Date
  readonly updatedAt: Date
}

export interface PutLesson {
  readonly tenantId: string
  readonly lessonId: string
  readonly courseId: string | null
  readonly title: string
  readonly position: number
  readonly required: boolean
  readonly rule: CompletionRule
  readonly hasQuiz: boolean
  readonly policy: LessonPolicy
  readonly chapters: readonly Chapter[]
  readonly captionsWaiver?: string | null
  /** A playback id that differs from the current one makes a new media version; `undefined`: the video stays. */
  readonly playbackId: string | null | undefined
  /** Milliseconds; `undefined`: as it is known of a video that stays. */
  readonly duration: number | null | undefined
  /** Of the playback ID, where it is known; default: as an upload of ours says. */
  readonly assetId?: string | null
}

export interface LessonKey {
  readonly tenantId: string
  readonly lessonId: string
}
