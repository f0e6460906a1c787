/** How a page of a playing lesson ends; first those after which it takes ten seconds until it is believed dead. */
export const ENDINGS = ['kill', 'crash', 'freeze', 'offline', 'close', 'navigate', 'reload'] as const
export type Ending = (typeof ENDINGS)[number]

/** What the browser's storage does meanwhile. */
export const STORAGES = ['ok', 'denied', 'quota', 'hanging'] as const
export type StorageState = (typeof STORAGES)[number]

export interface Cell {
  readonly ending: Ending
  readonly storage: StorageState
}

export const CELLS: readonly Cell[] = ENDINGS.flatMap((ending) => STORAGES.map((storage) => ({ ending, storage })))

/** How a cell is called: `close/ok`. */
export function cellName({ ending, storage }: Cell): string {
  return `${ending}/${storage}`
}

/** The demo's player reports every 5 s of playing. */
const REPORT_MS = 5_000
/** From sealing a report to the server having it, on a machine with better things to do. */
const UNDERWAY_MS = 1_000
/** An outage lasts this long before the page is closed in it. */
export const OFFLINE_MS = 2_000

/**
 * What may be lost, stated before anything is run, in milliseconds of media at rate 1.
 *
 * A page that gets an event before its end loses the last sample at most (0.3 s), whatever storage does: what it has leaves in
 * a last request. Without a network it has to be stored, which the unload backup does wherever localStorage answers. A page
 * that gets no event loses what came after the last checkpoint (2 s), and without a database what was not reported yet.
 */
export function mayLose({ ending, storage }: Cell): number {
  switch (ending) {
    case 'close':
    case 'navigate':
    case 'reload':
      return 300
    case 'crash':
    case 'kill':
    case 'freeze':
      return storage === 'ok' ? 2_000 : REPORT_MS + UNDERWAY_MS
    case 'offline':
      return storage === 'denied' ? REPORT_MS + UNDERWAY_MS + OFFLINE_MS : 300
  }
}

/** The promise behind {@link mayLose}, as the table names it. */
export function promise({ ending, storage }: Cell): string {
  if (['crash', 'kill', 'freeze'].includes(ending)) {
    return storage === 'ok' ? 'the last checkpoint' : 'what was not reported yet'
  }
  return ending === 'offline' && storage === 'denied' ? 'what was not reported yet, and the outage' : 'the last sample'
}
