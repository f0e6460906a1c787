import type { DemoProcess } from '../support/demo-process.js'
import { servePage } from '../support/serve-page.js'
import { PATIENCE, type EnginePage } from './engine.js'

/** How a picture looks on average, and how much its points differ, 0 to 255. */
interface Picture {
  readonly width: number
  readonly frames: number
  readonly contrast: number
}

/** A page of a host with one player, on another origin than the handler. Media times in seconds. */
export interface LessonPage {
  /** Opens the lesson as this learner, and waits until its picture can be shown. */
  open(learner: string): Promise<void>
  play(rate?: number): Promise<void>
  pause(): Promise<void>
  seek(to: number): Promise<void>
  /** Resolves when the playhead has come to this time, or the lesson has ended. */
  reach(time: number): Promise<void>
  ended(): Promise<void>
  flush(): Promise<void>
  /** What was played since the lesson was loaded, as the media element says. */
  played(): Promise<[number, number][]>
  picture(): Promise<Picture>
  /** How often each of the player's events came. */
  counts(): Promise<Record<string, number>>
  /** Codes of all `ehr-error`, and what the page itself reported as an error. */
  errors(): Promise<string[]>
  /** Resolves once what the function answers is neither false nor empty, with that answer. */
  until<Answer>(call: () => Answer): Promise<NonNullable<Answer>>
  close(): void
}

interface Player extends HTMLElement {
  readonly muxPlayer: (HTMLElement & { readonly media: { readonly nativeEl: HTMLVideoElement } }) | null
  getAuthToken: () => Promise<string>
  play(): Promise<void>
  pause(): void
  flush(): Promise<unknown>
  currentTime: number
  playbackRate: number
}

declare global {
  /** What the page of an engine keeps for the tests. */
  var lessonPage: {
    readonly counts: Record<string, number>
    readonly errors: string[]
    readonly player: Player
    readonly video: HTMLVideoElement
    /** Where the map on the time bar draws pieces of this kind, in shares of its width. */
    pieces(part: string): [number, number][]
    /** Whether an element of this name is on screen in the player. */
    offers(localName: string): boolean
    /** The controls that are on screen and can be operated, in their order. */
    controls(): string[]
    /** The first element of this name that is on screen in the player. */
    find(localName: string): Element
    /** The control that has the focus; empty: none has. */
    focused(): string
  }
}

/** Serves the page, to be opened in this engine. */
export async function openLessonPage(demo: DemoProcess, page: EnginePage): Promise<LessonPage> {
  const host = await servePage(html(demo.origin))
  const until: LessonPage['until'] = (call) => untilInPage(page, call)
  return {
    async open(learner) {
      await page.goto(`${host.origin}/?learner=${learner}`)
      await until(() => (lessonPage.counts['ehr-ready'] ?? 0) > 0 && lessonPage.video.readyState >= 2)
    },
    play: (rate = 1) =>
      page.run(async (rate) => {
        lessonPage.player.playbackRate = rate
        await lessonPage.player.play()
      }, rate),
    pause: () => page.run(() => lessonPage.player.pause()),
    seek: (to) =>
      page.run(async (to) => {
        const arrived = new Promise((resolve) => lessonPage.video.addEventListener('seeked', resolve, { once: true }))
        lessonPage.player.currentTime = to
        await arrived
      }, to),
    reach: (time) =>
      page.run(async (time) => {
        const { video } = lessonPage
        while (video.currentTime < time && !video.ended) await new Promise(requestAnimationFrame)
      }, time),
    ended: async () => void (await until(() => lessonPage.video.ended)),
    flush: () => page.run(async () => void (await lessonPage.player.flush())),
    played: () =>
      page.run(() => {
        const { played } = lessonPage.video
        return Array.from({ length: played.length }, (_, i) => [played.start(i), played.end(i)] as [number, number])
      }),
    picture: () => page.run(lookAtPicture),
    counts: () => page.run(() => lessonPage.counts),
    errors: () => page.run(() => lessonPage.errors),
    until,
    close: host.close,
  }
}

/** Asks at every frame; the engine's own limit for a script ends what never comes. */
async function untilInPage<Answer>(page: EnginePage, call: () => Answer): Promise<NonNullable<Answer>> {
  const found = await page.run(
    async ([text, patience]) => {
      const end = performance.now() + patience
      const ask = (0, eval)(`(${text})`) as () => unknown
      for (;;) {
        const answer = await ask()
        if (answer) return answer
        if (performance.now() > end) return null
        await new Promise(requestAnimationFrame)
      }
    },
    [String(call), PATIENCE * 0.9] as const,
  )
  if (!found) throw new Error(`This never came: ${String(call)}`)
  return found as NonNullable<Answer>
}

function lookAtPicture(): Picture {
  const { video } = lessonPage
  const canvas = Object.assign(document.createElement('canvas'), { width: 64, height: 36 })
  const context = canvas.getContext('2d')!
  context.drawImage(video, 0, 0, 64, 36)
  const { data } = context.getImageData(0, 0, 64, 36)
  const lights = Array.from({ length: 64 * 36 }, (_, i) => (data[i * 4]! + data[i * 4 + 1]! + data[i * 4 + 2]!) / 3)
  const mean = lights.reduce((sum, light) => sum + light, 0) / lights.length
  const spread = lights.reduce((sum, light) => sum + (light - mean) ** 2, 0) / lights.length
  const { totalVideoFrames: frames } = video.getVideoPlaybackQuality()
  return { width: video.videoWidth, frames, contrast: Math.sqrt(spread) }
}

function html(origin: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>A lesson in every engine</title>
    <link rel="icon" href="data:," />
    <style>body { margin: 0; } ehr-lesson-player { display: block; }</style>
    <script type="module" src="${origin}/ehr-lesson-player.js"></script>
  </head>
  <body>
    <ehr-lesson-player endpoint="${origin}/lessons-api" lesson-id="fire-safety-1" loading="eager"></ehr-lesson-player>
    <button>After the player</button>
    <script>
      const player = document.querySelector('ehr-lesson-player')
      const learner = new URL(location).searchParams.get('learner')
      player.getAuthToken = async () => {
        const answer = await fetch('${origin}/dev/tokens', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ learner_id: learner, roles: ['learner'], enrol: true }),
        })
        return (await answer.json()).token
      }
      const everything = (root) =>
        [...root.querySelectorAll('*')].flatMap((element) =>
          element.shadowRoot ? [element, ...everything(element.shadowRoot)] : [element],
        )
      const counts = {}
      const errors = []
      for (const type of ['ehr-ready', 'ehr-progress', 'ehr-complete', 'ehr-sync', 'ehr-quality']) {
        player.addEventListener(type, () => (counts[type] = (counts[type] ?? 0) + 1))
      }
      player.addEventListener('ehr-error', ({ detail }) => errors.push(detail.code))
      addEventListener('error', ({ message }) => errors.push(message))
      addEventListener('unhandledrejection', ({ reason }) => errors.push(String(reason)))
      globalThis.lessonPage = {
        counts,
        errors,
        player,
        get video() {
          return player.muxPlayer.media.nativeEl
        },
        pieces: (part) => {
          const elements = everything(player.shadowRoot)
          const bar = elements.find((element) => element.part.contains('map'))?.getBoundingClientRect()
          return elements
            .filter((element) => element.part.contains(part))
            .map((element) => element.getBoundingClientRect())
            .filter(({ width, height }) => width > 0 && height > 0)
            .map(({ left, right }) => [(left - bar.left) / bar.width, (right - bar.left) / bar.width])
        },
        offers: (localName) =>
          everything(player.shadowRoot).some(
            (element) => element.localName === localName && element.getBoundingClientRect().width > 0,
          ),
        controls: () =>
          everything(player.shadowRoot)
            .filter(({ localName, tabIndex }) =>
              /^media-.*range$/.test(localName) || (/^media-.*(button|display)$/.test(localName) && tabIndex >= 0))
            .filter((element) => element.getBoundingClientRect().width > 0 && getComputedStyle(element).visibility === 'visible')
            .map(({ localName }) => localName),
        find: (localName) =>
          everything(player.shadowRoot).find(
            (element) =>
              element.localName === localName &&
              element.getBoundingClientRect().width > 0 &&
              getComputedStyle(element).visibility === 'visible',
          ),
        focused: () => {
          let element = document.activeElement
          while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement
          const control = element?.localName === 'input' ? element.getRootNode().host : element
          return control?.localName.startsWith('media-') ? control.localName : ''
        },
      }
    </script>
  </body>
</html>`
}
