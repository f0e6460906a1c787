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

type MessageKey = (typeof MESSAGES)[SyncWord] | 'countedElsewhere' | 'signIn'

/** What the chip shows. */
export interface SyncChip {
  readonly shown: SyncShown
  /** The time that is being played is counted for another window. */
  readonly elsewhere: boolean
  /** The device has a network, as far as the browser knows. */
  readonly online: boolean
  /** Somebody looks at the controls. */
  readonly active: boolean
  /** Nothing plays, so that there is time to read. */
  readonly paused: boolean
  /** Something else has to be read now. */
  readonly silent: boolean
  message(key: MessageKey): Messages[MessageKey]
  signIn(): void
}

/**
 * The quiet words about evidence in the corner. Loud ones are read out, politely, whenever they change. Calm ones come and go with the
 * controls; while the lesson plays they are a dot that becomes words under the pointer and with the focus.
 */
export function syncChip({
  shown,
  elsewhere,
  online,
  active,
  paused,
  silent,
  message,
  signIn,
}: SyncChip): TemplateResult {
  const failing = shown.loud && shown.word !== 'saved'
  const counted = elsewhere && !failing
  // No answer may come from a server as well as from no network.
  const word = shown.word === 'offline' && online ? 'waiting' : shown.word
  const text = counted ? message('countedElsewhere') : word && message(MESSAGES[word])
  const loud = !silent && (counted || shown.loud)
  const calm = silent || loud ? null : text
  const tone = counted || failing ? 'failing' : (shown.word ?? 'saved')
  const look = `sync ${tone}${tone === 'failing' && !active ? ' folded' : ''}`
  const [stop, role, label] = calm && !paused ? ['0', 'img', calm] : ['-1', nothing, nothing]
  const quiet = `${look}${paused ? '' : ' quiet'}${active ? '' : ' gone'}`
  // No white space in them: only what is quite empty is out of sight.
  return html`<div class=${look} part="sync" role="status">${loud ? text : nothing}</div>
    <div class=${quiet} part="sync" tabindex=${stop} role=${role} aria-label=${label}>${calm ?? nothing}</div>
    ${
      failing && !silent && active && (shown.word === 'parked' || shown.word === 'parked-unkept')
        ? html`<button class="button sign-in" part="sign-in" type="button" @click=${signIn}>
            ${message('signIn')}
          </button>`
        : nothing
    }`
}
