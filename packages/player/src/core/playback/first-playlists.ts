import { chooseRendition, fillingRendition } from './choose-rendition.js'
import type { QualityChoice } from './learner-choices.js'
import type { PlaylistEntries } from './playlist-entries.js'

/** What decides which rendition is played first. */
export interface FirstRendition {
  /** What the learner keeps to; `null`: the automatic choice. */
  readonly chosen: QualityChoice | null
  /** Begins with the smallest one, to save data. */
  readonly smallest: boolean
  /** The longer side of the player, in pixels of the screen. */
  readonly side: number
}

/** hls.js takes a line to be as fast as this, in bit/s, before it has measured it: between its two defaults. */
const SLOWEST_GUESS = 500_000
const FASTEST_GUESS = 5_000_000

/**
 * Gives the addresses of the media playlists that hls.js most likely reads first, from the entries of a master: of a rendition,
 * and of the sound that goes with it where that is apart.
 *
 * By itself it begins with the greatest rendition that fills the player and that the line carries, and takes the line to carry
 * the one that the master names first. Codecs and frame rates are left out here: a guess that is wrong costs one playlist.
 */
export function firstPlaylists(master: PlaylistEntries, { chosen, smallest, side }: FirstRendition): string[] {
  const lines = [...master]
  const renditions = lines
    .filter(([entry]) => entry.startsWith('#EXT-X-STREAM-INF:'))
    .map(([entry, address]) => {
      const [, width, height] = /[:,]RESOLUTION=(\d+)x(\d+)/.exec(entry) ?? []
      const bitrate = Number(/[:,]BANDWIDTH=(\d+)/.exec(entry)?.[1] ?? 0)
      return { address, bitrate, sound: group(entry, 'AUDIO'), width: Number(width ?? 0), height: Number(height ?? 0) }
    })
  const named = renditions[0]
  if (!named) return []
  const ascending = [...renditions].sort((a, b) => a.bitrate - b.bitrate)
  const line = Math.max(SLOWEST_GUESS, Math.min(named.bitrate, FASTEST_GUESS))
  const fitting = smallest ? [] : ascending.slice(0, fillingRendition(ascending, side) + 1)
  const automatic = fitting.findLast(({ bitrate }) => bitrate <= line)
  const first = renditions[chooseRendition(renditions, chosen)] ?? automatic ?? ascending[0]!
  const sounds = lines.filter(([entry]) => {
    return entry.startsWith('#EXT-X-MEDIA:TYPE=AUDIO,') && group(entry, 'GROUP-ID') === first.sound
  })
  const sound = sounds.find(([entry]) => /[:,]DEFAULT=YES/.test(entry)) ?? sounds[0]
  return sound ? [first.address, sound[1]] : [first.address]
}

function group(entry: string, attribute: string): string | undefined {
  return new RegExp(`[:,]${attribute}="([^"]*)"`).exec(entry)?.[1]
}
