import type { Page } from 'playwright-core'

/** What was seen of playing, in milliseconds: how long the picture stood still at most, and what the media element reported. */
export interface Seen {
  /** Longest time in which the position did not move, outside of seeks the test made. */
  readonly longest: number
  /** The same for the seeks. */
  readonly longestSeek: number
  /** How far the position sprang by itself at most, in seconds. */
  readonly sprang: number
  readonly events: Readonly<Record<string, number>>
}

interface Meter {
  start(): void
  stop(): Seen
  seek(to: number): Promise<void>
}

declare global {
  // Set by `meterPage` in every page that it watches.
  var meter: Meter
}

/** Prepares a page, before it is opened, to measure what its one player shows. */
export async function meterPage(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const LOOK_MS = 15
    type Holder = { muxPlayer?: Holder; media?: { nativeEl: HTMLVideoElement } }
    const video = (): HTMLVideoElement => {
      const element = document.querySelector('ehr-lesson-player, mux-player') as unknown as Holder
      return (element.muxPlayer ?? element).media!.nativeEl
    }
    const counted = ['waiting', 'emptied', 'loadstart', 'pause', 'play', 'ended']
    let looking: ReturnType<typeof setInterval> | undefined
    let seen = { longest: 0, longestSeek: 0, sprang: 0, events: {} as Record<string, number> }
    let seeking = false

    globalThis.meter = {
      start() {
        seen = { longest: 0, longestSeek: 0, sprang: 0, events: {} }
        const media = video()
        for (const name of counted) {
          seen.events[name] = 0
          media.addEventListener(name, () => (seen.events[name] = (seen.events[name] ?? 0) + 1))
        }
        let position = media.currentTime
        let movedAt = performance.now()
        looking = setInterval(() => {
          const now = performance.now()
          const { currentTime, playbackRate, ended } = media
          if (ended) movedAt = now
          const stood = now - movedAt
          const key = seeking ? 'longestSeek' : 'longest'
          seen[key] = Math.max(seen[key], stood)
          if (currentTime === position) return
          const sprung = Math.abs(currentTime - position - (stood / 1000) * playbackRate)
          // Who looks late, or at a picture that stood, does not know when it moved.
          if (!seeking && stood < 500) seen.sprang = Math.max(seen.sprang, sprung)
          position = currentTime
          movedAt = now
        }, LOOK_MS)
      },
      stop() {
        clearInterval(looking)
        return seen
      },
      async seek(to) {
        const media = video()
        seeking = true
        media.currentTime = to
        while (media.seeking || Math.abs(media.currentTime - to) < 0.1) {
          await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
          if (media.ended || media.paused) break
        }
        seeking = false
      },
    }
  })
}
