import type { ErrorDetail } from '../../src/index.js'

/** The next event of this name. */
export function next<Detail = unknown>(target: EventTarget, name: string): Promise<CustomEvent<Detail>> {
  return new Promise((resolve) => {
    target.addEventListener(name, (event) => resolve(event as CustomEvent<Detail>), { once: true })
  })
}

/** How often a condition is looked at, in milliseconds. Not once a frame: a page in the background has none. */
const LOOK_MS = 20

/** Waits until the condition holds; the runner's time limit ends what never happens. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
}

/** Records every event of these names, in order, until the page goes. */
export function record(target: EventTarget, ...names: string[]): { name: string; detail: unknown }[] {
  const seen: { name: string; detail: unknown }[] = []
  for (const name of names) {
    target.addEventListener(name, (event) => seen.push({ name, detail: (event as CustomEvent<unknown>).detail }))
  }
  return seen
}

/** The next `ehr-error` with this code; others, as of evidence that could not be sent, pass by. */
export function nextError(target: EventTarget, code: string): Promise<CustomEvent<ErrorDetail>> {
  return new Promise((resolve) => {
    target.addEventListener('ehr-error', (event) => {
      const error = event as CustomEvent<ErrorDetail>
      if (error.detail.code === code) resolve(error)
    })
  })
}
