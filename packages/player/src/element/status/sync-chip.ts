import { html, nothing, type TemplateResult } from 'lit'
import type { SyncShown, SyncWord } from '../../core/reporting/sync-display.js'
import type { Labels, Messages } from '../../i18n/messages.js'

const MESSAGES = {
  saved: 'syncSaved',
  saving: 'syncSaving',
  waiting: 'syncWaiting',
  offline: 'syncOffline',
  parked: 'syncParked',
  unkept: 'syncUnkept',
  'parked-unkept': 'syncParkedUnkept',
} as const satisfies Record<SyncWord, keyof Labels>

type MessageKey = (typeof MESSAGES)[SyncWord] | 'countedElsewhere'

/** What the chip shows. */
export interface SyncChip {
  readonly shown: SyncShown
  /** The time that is being played is counted for another window. */
  readonly elsewhere: boolean
  /** Somebody looks at the controls. */
  readonly active: boolean
  /** Something else has to be read now. */
  readonly silent: boolean
  message(key: MessageKey): Messages[MessageKey]
}

/**
 * The quiet words about evidence in the corner. Loud ones are read out, politely, whenever they change; calm ones come and go
 * with the controls and are there for who looks for them.
 */
export function syncChip({ shown, elsewhere, active, silent, message }: SyncChip): TemplateResult {
  const failing = shown.loud && shown.word !== 'saved'
  const counted = elsewhere && !failing
  const text = counted ? message('countedElsewhere') : shown.word && message(MESSAGES[shown.word])
  const loud = !silent && (counted || shown.loud)
  const calm = !silent && !loud && active
  const tone = counted || failing ? 'trouble' : (shown.word ?? 'saved')
  const look = `sync ${tone}${tone === 'trouble' && !active ? ' folded' : ''}`
  // No white space in them: only what is quite empty is out of sight.
  return html`<div class=${look} part="sync" role="status">${loud ? text : nothing}</div>
    <div class=${look} part="sync">${calm ? text : nothing}</div>`
}
