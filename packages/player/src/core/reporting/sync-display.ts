import type { SyncStatus } from './sync-status.js'

/**
 * What the learner reads about evidence: it is on the server, on its way there, or kept here for a reason.
 *
 * `unkept`: this device cannot keep it; `parked-unkept`: nor can it be sent before somebody signs in.
 */
export type SyncWord = 'saved' | 'saving' | 'waiting' | 'offline' | 'parked' | 'unkept' | 'parked-unkept'

/** How far evidence is from being safe, as reporting knows it from moment to moment. */
export type SyncReading = Omit<SyncStatus, 'dropped'>

/**
 * `word`: what stands there; `null` before anything was played. `loud`: it stands there whatever the learner does, and is read
 * out; otherwise it is only there for those who look.
 */
export interface SyncShown {
  readonly word: SyncWord | null
  readonly loud: boolean
}

export interface SyncDisplay {
  readonly shown: SyncShown
  /** What stands there while nothing is loud. */
  readonly calm: 'saved' | 'saving' | null
  /** A failure that has not lasted long enough to be shown. */
  readonly doubt: { readonly word: SyncWord; readonly since: number } | null
  /** When loud words about a failure that is over go away. */
  readonly quietAt: number | null
}

export type SyncDisplayEvent =
  | { readonly type: 'read'; readonly reading: SyncReading; readonly now: number }
  | { readonly type: 'acknowledged'; readonly now: number }
  | { readonly type: 'due'; readonly now: number }

/** A failure is shown when it has lasted this long. A request that is lost and sent again at once is not one. */
export const DOUBT_MS = 2_000
/** After a failure the good news stands there this long. */
export const RELIEF_MS = 4_000

export const NOTHING_TO_SAY: SyncDisplay = {
  shown: { word: null, loud: false },
  calm: null,
  doubt: null,
  quietAt: null,
}

/**
 * Decides what the learner reads, so that it is true and calm.
 *
 * Saving and saved alternate every few seconds and are never read out. A failure is shown once it has lasted, stays through the
 * attempts that end it or do not, and goes with an acknowledgement: then the learner reads that all is saved, and nothing more.
 */
export function displaySync(display: SyncDisplay, event: SyncDisplayEvent): SyncDisplay {
  switch (event.type) {
    case 'read':
      return read(display, event.reading, event.now)
    case 'acknowledged':
      return isFailureShown(display) ? relieved(display, event.now) : { ...display, doubt: null }
    case 'due':
      return due(display, event.now)
  }
}

/** When `due` has to be sent next; `null`: nothing will change by itself. */
export function dueAt({ doubt, quietAt }: SyncDisplay): number | null {
  return doubt && quietAt !== null
    ? Math.min(doubt.since + DOUBT_MS, quietAt)
    : doubt
      ? doubt.since + DOUBT_MS
      : quietAt
}

function read(before: SyncDisplay, reading: SyncReading, now: number): SyncDisplay {
  const word = wordFor(reading)
  // A page that opens has nothing to be saved, and "saved" would say that it had.
  if (word === 'saved' && before.calm === null) return before
  const display: SyncDisplay = { ...before, calm: word === 'saved' ? 'saved' : 'saving' }
  if (word === 'saved') return isFailureShown(display) ? relieved(display, now) : calmed({ ...display, doubt: null })
  if (word === 'saving') return calmed(display)
  if (isFailureShown(display)) return { ...display, shown: { word, loud: true } }
  return calmed({ ...display, doubt: { word, since: display.doubt?.since ?? now } })
}

function due(display: SyncDisplay, now: number): SyncDisplay {
  const { doubt, quietAt } = display
  if (doubt && now >= doubt.since + DOUBT_MS) {
    return { ...display, shown: { word: doubt.word, loud: true }, doubt: null, quietAt: null }
  }
  if (quietAt !== null && now >= quietAt) {
    return { ...display, shown: { word: display.calm, loud: false }, quietAt: null }
  }
  return display
}

/** Shows how things stand where nothing loud does. */
function calmed(display: SyncDisplay): SyncDisplay {
  return display.shown.loud ? display : { ...display, shown: { word: display.calm, loud: false } }
}

/** Whether a failure is shown. */
function isFailureShown({ shown }: SyncDisplay): boolean {
  return shown.loud && shown.word !== 'saved'
}

function relieved(display: SyncDisplay, now: number): SyncDisplay {
  return { ...display, shown: { word: 'saved', loud: true }, doubt: null, quietAt: now + RELIEF_MS }
}

function wordFor({ pending, state, storage }: SyncReading): SyncWord {
  if (pending === 0) return 'saved'
  if (state === 'saved' || state === 'saving') return 'saving'
  if (storage === 'disk') return state
  return state === 'parked' ? 'parked-unkept' : 'unkept'
}
