import type { Page } from 'playwright-core'

/** What the media element of a page has played, as far as the page reported it. Seconds. */
export interface Truth {
  played: readonly (readonly [from: number, to: number])[]
  /** Resolves when the playhead is here. */
  reached(position: number): Promise<void>
}

interface Sighting {
  readonly position: number
  readonly played: [number, number][]
}

/** How often a page reports, in milliseconds; the truth is known this exactly. */
const EVERY_MS = 50

/**
 * Makes a page that is watched (`watchPage`), before it is opened, report what it plays. The report leaves the browser at once,
 * so that it survives the page. A page that is reloaded reports nothing, because the truth is that of the first one.
 */
export async function reportTruth(page: Page): Promise<Truth> {
  const waiting: { position: number; resolve: () => void }[] = []
  const truth: Truth = {
    played: [],
    reached: (position) => new Promise((resolve) => waiting.push({ position, resolve })),
  }
  await page.exposeBinding('reportTruth', (_source, { position, played }: Sighting) => {
    if (played.length > 0) truth.played = played
    for (const waiter of waiting) if (position >= waiter.position) waiter.resolve()
  })
  await page.addInitScript((every) => {
    const report = Reflect.get(window, 'reportTruth') as (sighting: Sighting) => void
    const look = (): void => {
      const media = document.querySelector('ehr-lesson-player') && ehr.player().muxPlayer?.media.nativeEl
      if (!media || media.paused) return
      const { currentTime: position, played } = media
      report({ position, played: Array.from({ length: played.length }, (_, i) => [played.start(i), played.end(i)]) })
    }
    setInterval(look, every)
    addEventListener('pagehide', look)
  }, EVERY_MS)
  return truth
}
