import type { LitElement } from 'lit'
import type { PlayerLocalization } from '../../i18n/localization.js'
import type { LessonSession } from '../../lesson/lesson-session.js'
import type { LessonAttributesElement } from '../lesson-attributes-element.js'
import type { LayerStyles } from './layer-styles.js'

/** What a layer above the player knows of its lesson. */
export interface LayerContext {
  readonly element: LessonAttributesElement & LitElement
  readonly localization: PlayerLocalization
  readonly session: LessonSession
  readonly styles: LayerStyles
}
