import type { Page } from 'playwright-core'

/** What is seen of the picture: how bright it is on average, and how much its points differ, 0 to 255. */
export interface Picture {
  readonly width: number
  readonly height: number
  readonly brightness: number
  readonly contrast: number
}

/** What the browser has decoded so far. */
export interface Decoded {
  readonly frames: number
  readonly audioBytes: number
}

/** What the media element said when its page went: the truth that the ledger is compared with. */
export interface LastMoment {
  readonly position: number
  /** What was played since the lesson was loaded. */
  readonly played: readonly (readonly [number, number])[]
}

/** A page with one `<ehr-lesson-player>`, driven from outside. Media times in seconds. */
export interface PlayerPage {
  readonly page: Page
  /** Resolves when the player has dispatched `ehr-ready` and the picture can be shown. */
  ready(): Promise<void>
  play(rate?: number): Promise<void>
  pause(): Promise<void>
  seek(to: number): Promise<void>
  /** Resolves when the playhead has come to this time, or the lesson has ended. */
  reach(time: number): Promise<void>
  ended(): Promise<void>
  flush(): Promise<void>
  position(): Promise<number>
  duration(): Promise<number>
  /** Reloads the page unchanged, and returns what the media element said in its last moment. */
  reload(): Promise<LastMoment>
  picture(): Promise<Picture>
  decoded(): Promise<Decoded>
  /** How often each of the player's events came since the page was opened. */
  count(type: string): Promise<number>
  /** Codes of all `ehr-error` since the page was opened. */
  errors(): Promise<readonly string[]>
  /** All words that the player shows. */
  words(): Promise<string>
}

interface Player extends HTMLElement {
  /** Not there before the grant. */
  readonly muxPlayer:
    | (HTMLElement & { readonly media: { readonly nativeEl: HTMLVideoElement }; readonly mediaController: HTMLElement })
    | null
  play(): Promise<void>
  pause(): void
  flush(): Promise<unknown>
  currentTime: number
  duration: number
  playbackRate: number
}

interface Marks {
  counts: Record<string, number>
  errors: string[]
  player(): Player
  video(): HTMLVideoElement
  /** What draws the controls, and says in attributes what it knows. */
  controller(): HTMLElement
}

declare global {
  // Set by `watchPage` in every page that it watches.
  var ehr: Marks
}

/** Prepares a page, before it is opened, to count the player's events and to find its parts. */
export async function watchPage(page: Page): Promise<PlayerPage> {
  await page.addInitScript(() => {
    const counts: Record<string, number> = {}
    const errors: string[] = []
    document.addEventListener('ehr-error', (event) => errors.push((event as CustomEvent<{ code: string }>).detail.code))
    for (const type of ['ehr-ready', 'ehr-progress', 'ehr-complete', 'ehr-sync', 'ehr-quality']) {
      document.addEventListener(type, () => (counts[type] = (counts[type] ?? 0) + 1))
    }
    const player = (): Player | null => document.querySelector('ehr-lesson-player') as Player | null
    addEventListener('pagehide', () => {
      const media = player()?.muxPlayer?.media.nativeEl
      if (!media) return
      const { currentTime: position, played } = media
      const stretches = Array.from({ length: played.length }, (_, i) => [played.start(i), played.end(i)])
      sessionStorage.setItem('last-moment', JSON.stringify({ position, played: stretches }))
    })
    globalThis.ehr = {
      counts,
      errors,
      player: () => player()!,
      video: () => player()!.muxPlayer!.media.nativeEl,
      controller: () => player()!.muxPlayer!.mediaController,
    }
  })
  return {
    page,
    async ready() {
      await page.waitForFunction(
        () => (ehr.counts['ehr-ready'] ?? 0) > 0 && (ehr.player().muxPlayer?.media.nativeEl.readyState ?? 0) >= 2,
      )
    },
    play: (rate = 1) =>
      page.evaluate(async (rate) => {
        ehr.player().playbackRate = rate
        await ehr.player().play()
      }, rate),
    pause: () => page.evaluate(() => ehr.player().pause()),
    async seek(to) {
      await page.evaluate(
        (to) =>
          new Promise<void>((resolve) => {
            ehr.video().addEventListener('seeked', () => resolve(), { once: true })
            ehr.player().currentTime = to
          }),
        to,
      )
    },
    async reach(time) {
      await page.waitForFunction((time) => ehr.video().currentTime >= time || ehr.video().ended, time, {
        polling: 'raf',
      })
    },
    async ended() {
      await page.waitForFunction(() => ehr.video().ended)
    },
    async flush() {
      await page.evaluate(() => ehr.player().flush())
    },
    position: () => page.evaluate(() => ehr.player().currentTime),
    duration: () => page.evaluate(() => ehr.player().duration),
    async reload() {
      await page.reload()
      return page.evaluate(() => JSON.parse(sessionStorage.getItem('last-moment')!) as LastMoment)
    },
    picture: () =>
      page.evaluate(() => {
        const video = ehr.video()
        const canvas = Object.assign(document.createElement('canvas'), { width: 64, height: 36 })
        const context = canvas.getContext('2d')!
        context.drawImage(video, 0, 0, 64, 36)
        const { data } = context.getImageData(0, 0, 64, 36)
        const lights = Array.from(
          { length: 64 * 36 },
          (_, i) => (data[i * 4]! + data[i * 4 + 1]! + data[i * 4 + 2]!) / 3,
        )
        const brightness = lights.reduce((sum, light) => sum + light, 0) / lights.length
        const spread = lights.reduce((sum, light) => sum + (light - brightness) ** 2, 0) / lights.length
        return { width: video.videoWidth, height: video.videoHeight, brightness, contrast: Math.sqrt(spread) }
      }),
    decoded: () =>
      page.evaluate(() => {
        const video = ehr.video() as HTMLVideoElement & { readonly webkitAudioDecodedByteCount: number }
        return {
          frames: video.getVideoPlaybackQuality().totalVideoFrames,
          audioBytes: video.webkitAudioDecodedByteCount,
        }
      }),
    count: (type) => page.evaluate((type) => ehr.counts[type] ?? 0, type),
    errors: () => page.evaluate(() => ehr.errors),
    words: () =>
      page.evaluate(() => {
        const read = (node: Node): string => {
          if (node instanceof Element && ['STYLE', 'SCRIPT', 'TEMPLATE'].includes(node.tagName)) return ''
          if (node instanceof Text) return `${node.data} `
          const inner = node instanceof Element && node.shadowRoot ? node.shadowRoot : node
          return Array.from(inner.childNodes, read).join('')
        }
        return read(ehr.player()).replaceAll(/\s+/g, ' ').trim()
      }),
  }
}
