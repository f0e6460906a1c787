import type { Stretch } from '../core/map/stretches.js'
import type { WatchedMap } from '../core/map/watched-map.js'
import type { ControlLabels } from '../i18n/control-labels.js'
import type { ChoicesStore } from '../ports/choices-store.js'
import type { MediaLike } from '../ports/media.js'
import type { EarlyPlaylists } from './hls/early-playlists.js'

/** The media element as the player's own properties and methods use it. */
export type PlaybackMedia = MediaLike &
  Pick<
    HTMLVideoElement,
    'buffered' | 'error' | 'pause' | 'play' | 'requestPictureInPicture' | 'seekable' | 'videoHeight' | 'videoWidth'
  >

/** What is played; everything comes from the grant. Times in seconds. */
export interface PlaybackSource {
  readonly lessonId: string
  readonly title: string
  /** Title of its course, where it has one. */
  readonly courseTitle: string | null
  /** URL of an HLS master with its token. */
  readonly stream: string
  /** Its playlists as far as they were asked for early; `null`: not at all. */
  readonly early: EarlyPlaylists | null
  /** URL of a still, or an element of the host's own that takes its place. */
  readonly poster: string | HTMLElement
  /** URL of a WebVTT storyboard. */
  readonly storyboard: string
  readonly startTime: number
  readonly chapters: readonly { readonly title: string; readonly from: number }[]
}

/** Addresses that take the place of those before. `poster`: `null` where it is the host's own. */
export type FreshAddresses = Pick<PlaybackSource, 'stream' | 'storyboard'> & { readonly poster: string | null }

/** What Media Chrome's own controls say: their labels, and what messages name too. */
export type ControlWording = ControlLabels & {
  readonly speed: string
  readonly captions: string
  readonly quality: string
}

/** What the controls say besides Media Chrome's own words. */
export interface ControlWords {
  /** Which way they are read. */
  readonly dir: 'ltr' | 'rtl'
  /** In place of Media Chrome's own words. */
  readonly wording: ControlWording
  /** By the name of what is labelled: `speed`, `captions`, `quality`, or an action. */
  readonly labels: Readonly<Record<string, string>>
  /** A place in the video and the length of the video, in seconds. */
  position(at: number, length: number): string
  /** A stretch of the time bar and how it stands. */
  stretch(stretch: Stretch): string
}

/** How it is played. */
export interface PlaybackOptions {
  readonly preload: 'none' | 'metadata' | 'auto'
  readonly autoplay: boolean
  readonly muted: boolean
  readonly loop: boolean
  /** Speeds on offer, ascending. */
  readonly playbackRates: readonly number[]
  /** The lesson's greatest speed. */
  readonly maxRate: number
  /** There is a lesson after this one. */
  readonly hasNext: boolean
  readonly hotkeys: boolean
  readonly theme: string | null
  /** The host's own still, as it is now; `null`: the source's. */
  readonly poster: string | null
  /** Begins with the smallest rendition and keeps the automatic choice of quality at 720p or below. */
  readonly dataSaver: boolean
  /** Lets the page load Google's sender and cast. */
  readonly cast: boolean
  /** Environment key of Mux Data, empty for the one inferred; `null`: nothing is measured. */
  readonly muxData: string | null
  readonly lang: string
  readonly words: ControlWords
  /** Element that goes full screen. */
  readonly fullscreenElement: HTMLElement
}

/** A switch to another rendition. Heights in pixels, bitrate in bit/s. */
export interface QualityChange {
  /** `null` for the first one of a load. */
  readonly from: number | null
  readonly to: number
  readonly bitrate: number
  /** Whether the learner chose it, or the player did. */
  readonly chosen: boolean
}

/** Why playing ended. `access`: the signed URL was refused; `media`: data or network; `unsupported`: no engine for it. */
export type PlaybackFailure = 'access' | 'media' | 'unsupported'

/**
 * What the lesson lets a learner do with the video. Where less is allowed than was asked for, a notice says why. `null`: it is
 * denied so often that nothing more may be done about it, because each answer would call for the next.
 */
export interface Restrictions {
  /** Where a seek may go, in seconds; `from`: where the learner is. */
  allowSeek(from: number, to: number): number | null
  /** How fast it may play. */
  allowRate(rate: number): number | null
  /** Whether a player that was started although it has to wait is paused once more. */
  mayCorrect(property: 'paused'): boolean
}

/** Keeps signed addresses usable. */
export interface SignedAddresses {
  /** An address is about to be used: resolves when it may be; `null`: now. */
  fresh(): Promise<void> | null
  /** An address was refused for the first time; resolves with whether there are new ones. */
  refused(): Promise<boolean>
}

/** What goes wrong with the video. */
export interface PlaybackErrorEvents {
  /** Playing has ended. */
  stopped(failure: PlaybackFailure): void
  /** A signed address was refused while the buffer may hold more; `needed`: it is what has to be on screen now. */
  refused(needed: boolean): void
  /** A media host answered a request with an error; the player asks again by itself. */
  unanswered(): void
  /** The network is gone and the buffer has run dry; the player goes on trying. */
  interrupt(): void
}

/** What the controls ask for that is not the player's to do. */
export type PlayerAction = 'what-counts' | 'keys' | 'caption-settings' | 'transcript' | 'next-lesson'

/** What a player asks of its lesson, and what it reports. */
export interface PlaybackListener {
  readonly restrictions: Restrictions
  /** What the learner chose before: read at every load, and changed with every choice by the player's own controls. */
  readonly choices: ChoicesStore
  readonly addresses: SignedAddresses
  readonly errors: PlaybackErrorEvents
  /** Loading has begun: from now on commands reach the media. Again after every load. */
  ready(): void
  quality(change: QualityChange): void
  /** The same media is about to be loaded again, for fresh addresses. */
  reloading(): void
  /** The learner asks to play. `false`: not now; it is remembered. */
  mayPlay(): boolean
  /** The learner asks for something with a button, a menu or a key of the controls. */
  action(action: PlayerAction): void
}

/** A player for signed HLS, hidden so that another can take its place. */
export interface PlaybackAdapter {
  /** To be placed into the page after `load`; nothing is requested before. Has the attribute `menu` while a menu is open, `short` while it is low. */
  readonly element: HTMLElement
  readonly media: PlaybackMedia
  /** The player itself, for hosts that know it. */
  readonly player: HTMLElement
  load(source: PlaybackSource, options: PlaybackOptions): void
  /** Takes up options that changed while playing. */
  configure(options: PlaybackOptions): void
  /**
   * Goes on with these addresses, unnoticed. Those before are good for so many more milliseconds (0 or less: for nothing any
   * more).
   */
  renew(addresses: FreshAddresses, goodFor: number): void
  /** Shows on the time bar what is watched; `null`: nothing of it. */
  showMap(map: WatchedMap | null): void
  /** Moves the focus into the controls: to the one that had it last, else to the first. */
  focusControls(): void
  /** Closes the menu that is open: something else has to be read now. The focus that was in it goes back to its button. */
  closeMenu(): void
  /** Captions are to look otherwise: what the learner chose has changed. */
  redrawCaptions(): void
  /** Tries now, not later, to reach the network again. */
  reconnect(): void
  /** The element is being taken out of the page and may come back within the task: it then goes on from here. */
  suspend(): void
  dispose(): void
}

/** Makes an adapter; everything it needs is loaded. `words`: what the controls are drawn with at first. */
export type PlaybackFactory = (
  listener: PlaybackListener,
  words: Pick<PlaybackOptions, 'lang' | 'words'>,
) => PlaybackAdapter
