import type { MuxPlayer } from './mux-player-type.js'

/** How far a load goes back, in seconds, so that rounding leaves no hole between what was played before and after it. */
const OVERLAP = 0.05

/** How a load goes on. */
interface Resume {
  readonly play: boolean
  readonly rate: number
}

/** Position, speed, and whether it plays: what a load of the same media forgets. */
export interface PlayingState {
  /** The next load goes on as it was. */
  readonly isResuming: boolean
  /** The first load begins here, in seconds. */
  beginAt(time: number): void
  /** Keeps the state for a load that is about to come. */
  keep(): void
  /** Keeps the state while the element is being taken out of the page. */
  suspend(): void
  /** A load has begun: it goes to where it is to begin. */
  seek(): void
  /** Commands reach the media: it goes on as it was. */
  resume(): void
}

/** Keeps the state of playing from one load to the next. */
export function keepPlayingState(player: MuxPlayer, signal: AbortSignal): PlayingState {
  let next: Resume | undefined
  /** Whether somebody wants it to play. */
  let isToPlay = false
  /** Where the media element was when it was looked at last. */
  let last = { time: 0, rate: 1 }

  function look(): void {
    const { media } = player
    if (media) last = { time: media.readyState > 0 ? media.currentTime : last.time, rate: media.playbackRate }
  }

  function paused(): void {
    // A failure pauses too, and is no wish.
    if (!player.media?.nativeEl.error) isToPlay = false
  }

  /** Out of the page, or with another `src`, Mux Player unloads; the next load then begins here. */
  function keepPosition(time: number): void {
    player.setAttribute('start-time', String(Math.max(0, time - OVERLAP)))
  }

  for (const name of ['timeupdate', 'seeking', 'ratechange']) player.addEventListener(name, () => look(), { signal })
  player.addEventListener('play', () => (isToPlay = true), { signal })
  player.addEventListener('pause', () => paused(), { signal })

  return {
    get isResuming() {
      return next !== undefined
    },

    beginAt(time) {
      last = { time, rate: 1 }
    },

    keep() {
      const { media } = player
      // Also before there is a picture: playing may have been asked for.
      next = { play: isToPlay || !media?.paused, rate: media?.playbackRate ?? 1 }
      if (media && media.readyState > 0) keepPosition(media.currentTime)
    },

    suspend() {
      const { media } = player
      if (!media) return
      // In another document the media element is emptied before anybody is asked.
      const isEmpty = media.readyState === 0
      // Read first: once its start is another, Mux Player out of the page stops playing.
      next = isEmpty ? { play: isToPlay, rate: last.rate } : { play: !media.paused, rate: media.playbackRate }
      keepPosition(isEmpty ? last.time : media.currentTime)
    },

    /**
     * Without hls.js Mux Player seeks to the start only once there is a length, and on a busy device the picture at 0 is seen
     * first. Before there is one, the position is where the load itself begins.
     */
    seek() {
      const start = Number(player.getAttribute('start-time'))
      const media = player.media?.nativeEl
      if (media && !player._hls && start > 0) media.currentTime = start
    },

    resume() {
      if (!next) return
      const { play, rate } = next
      next = undefined
      player.playbackRate = rate
      // Refused only where the browser wants a gesture; the play button is then there for it.
      if (play) player.play().catch(() => undefined)
    },
  }
}
