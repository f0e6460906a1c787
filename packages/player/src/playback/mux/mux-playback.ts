import { SignedUrlResolver } from '../hls/signed-url-resolver.js'
import { fetchPlaylist } from '../hls/fetch-playlist.js'
import { scheduleReload } from '../media/reload-scheduler.js'
import { longerSide } from './longer-side.js'
import { drawForWidth } from './mux-breakpoints.js'
import { keepCaptions } from './mux-captions.js'
import { enforceRestrictions } from './mux-restrictions.js'
import { watchEngine } from './mux-engine.js'
import { isReconnecting, readFailure } from './mux-failure.js'
import { MUX_PARTS } from './mux-parts.js'
import type { MuxPlayer } from './mux-player-type.js'
import { keepQuality } from './mux-quality.js'
import { keepSpeed } from './mux-speed.js'
import type {
  PlaybackAdapter,
  PlaybackFailure,
  PlaybackListener,
  PlaybackMedia,
  PlaybackOptions,
  PlaybackSource,
} from '../playback-adapter.js'
import { createRenewingLoader } from '../hls/renewing-loader.js'

/** How often hls.js starts again after the network was gone, with pauses that grow up to 30 s: as long as the learner stays. */
const RECONNECT_RETRIES = 1_000_000

/** How far a load goes back, in seconds, so that rounding leaves no hole between what was played before and after it. */
const OVERLAP = 0.05

/** How a load goes on. */
interface Resume {
  readonly play: boolean
  readonly rate: number
}

/** Drives one `<mux-player>` by the grant's URLs alone. Mux Player's code has to be loaded. */
export function createMuxPlayback(listener: PlaybackListener): PlaybackAdapter {
  const element = document.createElement('div')
  const player = document.createElement('mux-player') as MuxPlayer
  const listening = new AbortController()
  const { signal } = listening
  let source: PlaybackSource | undefined
  let options: PlaybackOptions | undefined
  let resume: Resume | undefined
  let book: SignedUrlResolver | undefined
  let callOff: (() => void) | undefined
  /** A load has begun, with hls.js or without. */
  let hasBegun = false
  /** There was something to play, so that the browser can play it. */
  let hasLoaded = false
  /** What became of a failure without hls.js: fresh addresses are asked for, then loaded, then something plays. */
  let healing: 'no' | 'asked' | 'loading' = 'no'
  let isToPlay = false
  /** Where the media element was when it was looked at last. */
  let last = { time: 0, rate: 1 }
  const engine = watchEngine(player, {
    quality: (change) => listener.quality(change),
    refused: (needed) => listener.errors.refused(needed),
    unanswered: () => listener.errors.unanswered(),
  })
  const restrictions = enforceRestrictions(element, player, listener.restrictions, signal)
  const captions = keepCaptions(element, player, listener.choices, signal)
  const quality = keepQuality(element, player, {
    ...{ choices: listener.choices, signal },
    side: () => (options && !options.dataSaver ? longerSide(options.fullscreenElement) : null),
  })
  const speed = keepSpeed(element, player, listener.choices, signal)

  // Caught on the way down: Mux Player would cover the video with a dialog in English that helps nobody, even while
  // playing goes on from the buffer.
  element.addEventListener(
    'error',
    (event) => {
      if (event.target !== player) return
      event.stopImmediatePropagation()
      const { detail } = event as Event & { readonly detail?: unknown }
      const failure = readFailure(detail)
      if (failure) failed(failure)
      else if (isReconnecting(detail)) listener.errors.interrupt()
    },
    { capture: true, signal },
  )
  // Its buttons and keys all ask in this way before anything plays.
  element.addEventListener(
    'mediaplayrequest',
    (event) => {
      if (!listener.mayPlay()) event.stopImmediatePropagation()
    },
    { capture: true, signal },
  )
  player.addEventListener('loadstart', () => begun(), { signal })
  player.addEventListener('loadedmetadata', () => (hasLoaded = true), { signal })
  player.addEventListener('playing', () => (healing = 'no'), { signal })
  player.addEventListener('play', () => (isToPlay = true), { signal })
  for (const name of ['timeupdate', 'seeking', 'ratechange']) player.addEventListener(name, () => look(), { signal })
  player.addEventListener('pause', () => paused(), { signal })

  function look(): void {
    const { media } = player
    if (media) last = { time: media.readyState > 0 ? media.currentTime : last.time, rate: media.playbackRate }
  }

  function paused(): void {
    // A failure pauses too, and is no wish.
    if (!player.media?.nativeEl.error) isToPlay = false
  }

  /** Without hls.js the browser gives up at the first address that fails; one load with fresh ones heals most of it. */
  function failed(failure: PlaybackFailure): void {
    // Reported twice, by the media element and by Mux Player.
    if (healing === 'asked') return
    if (!hasLoaded || player._hls || healing === 'loading') return listener.errors.stopped(failure)
    healing = 'asked'
    void listener.addresses.refused().then((isRenewed) => {
      if (!isRenewed && !signal.aborted) listener.errors.stopped(failure)
    })
  }

  function begun(): void {
    if (!source) return
    hasBegun = true
    if (healing === 'asked') healing = 'loading'
    // Every load forgets them.
    void player.addChapters(source.chapters.map(({ title, from }) => ({ startTime: from, value: title })))
    beginAtPlace()
    engine.follow()
    captions.follow()
    quality.follow()
    // What the page asked for comes after it.
    if (options && !resume) speed.begin(options.maxRate)
    listener.ready()
    if (!resume) return
    const { play, rate } = resume
    resume = undefined
    player.playbackRate = rate
    // Refused only where the browser wants a gesture; the play button is then there for it.
    if (play) player.play().catch(() => undefined)
  }

  /** Out of the page, or with another `src`, Mux Player unloads; the next load then begins here. */
  function keepPlace(time: number): void {
    player.setAttribute('start-time', String(Math.max(0, time - OVERLAP)))
  }

  /**
   * Without hls.js Mux Player seeks to the start only once there is a length, and on a busy device the picture at 0 is seen
   * first. Before there is one, the position is where the load itself begins.
   */
  function beginAtPlace(): void {
    const start = Number(player.getAttribute('start-time'))
    const media = player.media?.nativeEl
    if (media && !player._hls && start > 0) media.currentTime = start
  }

  function reload(stream: string): void {
    listener.reloading()
    // Also before there is a picture: playing may have been asked for.
    resume = { play: isToPlay || !player.media?.paused, rate: player.media?.playbackRate ?? 1 }
    if (player.media && player.media.readyState > 0) keepPlace(player.media.currentTime)
    // Tokens of one second can be the same, and what does not change is not loaded.
    if (player.getAttribute('src') === stream) player.removeAttribute('src')
    player.setAttribute('src', stream)
  }

  function apply(given: PlaybackOptions): void {
    options = given
    setOrRemove(player, 'playbackrates', given.playbackRates.join(' '))
    player.toggleAttribute('nohotkeys', !given.hotkeys)
    player.toggleAttribute('loop', given.loop)
    setOrRemove(player, 'theme', given.theme)
    if (given.poster) player.setAttribute('poster', given.poster)
    setOrRemove(player, 'max-auto-resolution', given.dataSaver ? '720p' : null)
  }

  return {
    element,
    player,
    get media() {
      return player.media as unknown as PlaybackMedia
    },

    load(next, given) {
      source = next
      book = new SignedUrlResolver(next.stream, fetchPlaylist)
      const access = {
        fresh: () => listener.addresses.fresh(),
        refused: () => listener.addresses.refused(),
        // The master may be there before the load has begun.
        reading: () => quality.follow(),
      }
      const loader = createRenewingLoader(book, access, next.early)
      // Typed as classes of hls.js itself, of which only this much is used.
      const engineSettings = { fLoader: loader, pLoader: loader, ...(given.dataSaver && { startLevel: 0 }) }
      player._hlsConfig = engineSettings as unknown as NonNullable<MuxPlayer['_hlsConfig']>
      restrictions.beginAt(next.startTime)
      last = { time: next.startTime, rate: 1 }
      player.setAttribute('src', next.stream)
      player.setAttribute('poster', typeof next.poster === 'string' ? next.poster : '')
      if (typeof next.poster !== 'string') player.append(next.poster)
      player.setAttribute('storyboard-src', next.storyboard)
      player.setAttribute('video-title', next.title)
      player.setAttribute('preload', given.preload)
      player.setAttribute('max-reconnect-retries', String(RECONNECT_RETRIES))
      player.setAttribute('exportparts', MUX_PARTS)
      setOrRemove(player, 'start-time', next.startTime > 0 ? String(next.startTime) : null)
      player.toggleAttribute('autoplay', given.autoplay)
      player.toggleAttribute('muted', given.muted)
      player.toggleAttribute('disable-tracking', given.muxData === null)
      setOrRemove(player, 'env-key', given.muxData)
      if (given.muxData !== null) player.setAttribute('metadata-video-id', next.lessonId)
      apply(given)
      // Chromium would fetch Google's sender as soon as the element is in the page.
      if (!given.cast && player.media) player.media.disableRemotePlayback = true
      if (player.mediaController) {
        // Read once when it gets into the page, and global to it.
        player.mediaController.setAttribute('lang', given.lang)
        player.mediaController.fullscreenElement = given.fullscreenElement
      }
      // A policy that blocks style sheets allows this.
      Object.assign(player.media?.nativeEl.style ?? {}, { width: '100%', height: '100%' })
      drawForWidth(player, given.fullscreenElement.clientWidth)
      element.append(player)
    },

    configure(given) {
      if (options) apply(given)
    },

    renew({ stream, poster, storyboard }, goodFor) {
      player.setAttribute('storyboard-src', storyboard)
      const media = player.media?.nativeEl
      if (poster !== null && media?.played.length === 0) player.setAttribute('poster', poster)
      callOff?.()
      callOff = undefined
      void book?.renew(stream, { lapsed: goodFor <= 0 })
      // Without hls.js the browser itself holds the addresses, and only a load gives it others.
      if (!media || !hasBegun || player._hls) return
      if (media.error) reload(stream)
      else callOff = scheduleReload(media, goodFor, () => reload(stream))
    },

    reconnect() {
      const media = player.media
      if (media) player._hls?.startLoad(media.currentTime)
    },

    suspend() {
      const { media } = player
      if (!media || !hasBegun) return
      // In another document the media element is emptied before anybody is asked.
      const isEmpty = media.readyState === 0
      // Read first: once its start is another, Mux Player out of the page stops playing.
      resume = isEmpty ? { play: isToPlay, rate: last.rate } : { play: !media.paused, rate: media.playbackRate }
      keepPlace(isEmpty ? last.time : media.currentTime)
    },

    dispose() {
      callOff?.()
      listening.abort()
      engine.stop()
      element.remove()
      player.remove()
    },
  }
}

function setOrRemove(element: Element, name: string, value: string | null): void {
  if (value === null || value === '') element.removeAttribute(name)
  else element.setAttribute(name, value)
}
