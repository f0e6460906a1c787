import { SignedUrlResolver } from '../hls/signed-url-resolver.js'
import { fetchPlaylist } from '../hls/fetch-playlist.js'
import { scheduleReload } from '../media/reload-scheduler.js'
import { longerSide } from './longer-side.js'
import { awaitCaptions } from './captions/await-captions.js'
import { writeAttributes } from './mux-attributes.js'
import { listenToTaps } from './controls/listen-to-taps.js'
import { awaitPlaying } from './controls/await-playing.js'
import { createMuxPlayer } from './create-mux-player.js'
import { drawForWidth } from './mux-breakpoints.js'
import type { MuxPlayerCode } from './load-mux-player.js'
import { enforceRestrictions } from './mux-restrictions.js'
import { watchEngine } from './mux-engine.js'
import { isReconnecting, readFailure } from './mux-failure.js'
import type { MuxPlayer } from './mux-player-type.js'
import { keepPlayingState } from './mux-playing-state.js'
import { keepQuality } from './mux-quality.js'
import { keepSpeed } from './mux-speed.js'
import { listenToKeys } from './controls/listen-to-keys.js'
import { createTheme } from './theme/create-theme.js'
import type {
  PlaybackAdapter,
  PlaybackFailure,
  PlaybackListener,
  PlaybackMedia,
  PlaybackOptions,
  PlaybackSource,
} from '../playback-adapter.js'
import { createRenewingLoader } from '../hls/renewing-loader.js'

/**
 * Drives one `<mux-player>` by the grant's URLs alone. Mux Player's code has to be loaded. `speak`: how its controls are made to speak a
 * language; without it they keep the words of the page.
 */
export function createMuxPlayback(
  listener: PlaybackListener,
  words: Pick<PlaybackOptions, 'lang' | 'words'>,
  speak?: MuxPlayerCode['speak'],
): PlaybackAdapter {
  // Before anything is drawn.
  speak?.(words.lang, words.words.wording)
  const element = document.createElement('div')
  const player = createMuxPlayer()
  const listening = new AbortController()
  const { signal } = listening
  let source: PlaybackSource | undefined
  let options: PlaybackOptions | undefined
  /** URL of the still, as it was signed last. */
  let still: string | null = null
  let resolver: SignedUrlResolver | undefined
  let callOff: (() => void) | undefined
  /** A load has begun, with hls.js or without. */
  let hasBegun = false
  /** There was something to play, so that the browser can play it. */
  let hasLoaded = false
  /** What became of a failure without hls.js: fresh addresses are asked for, then loaded, then something plays. */
  let healing: 'no' | 'asked' | 'loading' = 'no'
  const engine = watchEngine(player, {
    quality: (change) => listener.quality(change),
    refused: (needed) => listener.errors.refused(needed),
    unanswered: () => listener.errors.unanswered(),
  })
  const attributes = writeAttributes(player)
  const restrictions = enforceRestrictions(element, player, listener.restrictions, signal)
  const captions = awaitCaptions(element, player, listener.choices, signal)
  const quality = keepQuality(element, player, {
    ...{ choices: listener.choices, signal },
    side: () => (options && !options.dataSaver ? longerSide(options.fullscreenElement) : null),
  })
  const speed = keepSpeed(element, player, listener.choices, signal)
  const playing = keepPlayingState(player, signal)
  listenToKeys(element, player, { signal, options: () => options, act: (action) => listener.action(action) })
  listenToTaps(element, player, () => options?.lang ?? 'en', signal)
  const mediaSession = awaitPlaying(
    player,
    {
      shown: () => source && { ...source, artwork: options?.poster ?? still },
      next: () => (options?.hasNext ? () => listener.action('next-lesson') : null),
    },
    signal,
  )
  const theme = createTheme(element, player, { act: (action) => listener.action(action), signal })

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
    // In another document it has lost its style sheets.
    if (options) theme.dress(spoken(options))
    // Every load forgets them.
    void player.addChapters(source.chapters.map(({ title, from }) => ({ startTime: from, value: title })))
    theme.offerChapters(source.chapters)
    playing.seek()
    engine.follow()
    captions.follow()
    quality.follow()
    // What the page asked for comes after it.
    if (options && !playing.isResuming) speed.begin(options.maxRate)
    listener.ready()
    playing.resume()
  }

  function spoken(given: PlaybackOptions): PlaybackOptions {
    return speak ? { ...given, lang: speak(given.lang, given.words.wording) } : given
  }

  function reload(stream: string): void {
    listener.reloading()
    playing.keep()
    // Tokens of one second can be the same, and what does not change is not loaded.
    if (player.getAttribute('src') === stream) player.removeAttribute('src')
    player.setAttribute('src', stream)
  }

  return {
    element,
    player,
    get media() {
      return player.media as unknown as PlaybackMedia
    },

    load(next, given) {
      source = next
      options = given
      still = typeof next.poster === 'string' ? next.poster : null
      resolver = new SignedUrlResolver(next.stream, fetchPlaylist)
      const access = {
        fresh: () => listener.addresses.fresh(),
        refused: () => listener.addresses.refused(),
        // The master may be there before the load has begun.
        reading: () => quality.follow(),
      }
      const loader = createRenewingLoader(resolver, access, next.early)
      // Typed as classes of hls.js itself, of which only this much is used.
      const engineSettings = { fLoader: loader, pLoader: loader, ...(given.dataSaver && { startLevel: 0 }) }
      player._hlsConfig = engineSettings as unknown as NonNullable<MuxPlayer['_hlsConfig']>
      restrictions.beginAt(next.startTime)
      playing.beginAt(next.startTime)
      attributes.load(next, given)
      // Chromium would fetch Google's sender as soon as the element is in the page.
      if (!given.cast && player.media) player.media.disableRemotePlayback = true
      // A policy that blocks style sheets allows this.
      Object.assign(player.media?.nativeEl.style ?? {}, { width: '100%', height: '100%' })
      theme.dress(spoken(given))
      drawForWidth(player, given.fullscreenElement.clientWidth)
      element.append(player)
    },

    configure(given) {
      if (!options) return
      options = given
      attributes.configure(given)
      theme.dress(spoken(given))
      captions.redraw()
      mediaSession.update()
    },

    renew({ stream, poster, storyboard }, goodFor) {
      player.setAttribute('storyboard-src', storyboard)
      still = poster ?? still
      const media = player.media?.nativeEl
      if (poster !== null && media?.played.length === 0) player.setAttribute('poster', poster)
      callOff?.()
      callOff = undefined
      void resolver?.renew(stream, { lapsed: goodFor <= 0 })
      // Without hls.js the browser itself holds the addresses, and only a load gives it others.
      if (!media || !hasBegun || player._hls) return
      if (media.error) reload(stream)
      else callOff = scheduleReload(media, goodFor, () => reload(stream))
    },

    showMap(map) {
      theme.showMap(map)
    },

    focusControls() {
      theme.focusControls()
    },

    closeMenu() {
      theme.closeMenu()
    },

    redrawCaptions() {
      captions.redraw()
    },

    reconnect() {
      const media = player.media
      if (media) player._hls?.startLoad(media.currentTime)
    },

    suspend() {
      if (hasBegun) playing.suspend()
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
