import type { ReactiveControllerHost } from 'lit'
import type { EarlyRequest } from '@enhancedhr/element-kit'
import type { PlayerLocalization } from '../i18n/localization.js'
import type { RememberedMedia } from '../playback/media/remembered-media.js'
import type { LessonAttributesElement } from './lesson-attributes-element.js'
import type { PolicyViolations } from './page/policy-violations.js'

/** The element that a lesson is loaded for. */
export interface LessonHost {
  readonly element: LessonAttributesElement & ReactiveControllerHost
  readonly media: RememberedMedia
  readonly localization: PlayerLocalization
  readonly violations: PolicyViolations
  /** The request for the grant that has left already. */
  readonly early: EarlyGrant | undefined
}

/** A request for a grant that left before the lesson's code was there. */
export interface EarlyGrant {
  readonly endpoint: string
  /** When it left, by the monotonic clock. */
  readonly askedAt: number
  readonly request: EarlyRequest
}
