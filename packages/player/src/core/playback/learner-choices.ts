import { serialize } from '@enhancedhr/protocol/serialize'
import type { KeptCaptionStyle } from './caption-style.js'

/** Whether captions are shown, and in which language they were shown last: a tag as in `en` or `de-CH`, or `null`. */
export interface CaptionsChoice {
  readonly on: boolean
  readonly language: string | null
}

/** A quality that is kept to. The height is the shorter side of the picture, in pixels, as the menu names it; bitrate in bit/s. */
export interface QualityChoice {
  readonly height: number
  readonly bitrate: number | null
}

/** What a learner has chosen on this device, for whatever is played next. `null`: nothing; of quality, the automatic one. */
export interface LearnerChoices {
  readonly rate: number | null
  readonly captions: CaptionsChoice | null
  /** As it was kept: `readCaptionStyle` reads it, which comes with the captions. */
  readonly captionStyle: KeptCaptionStyle | null
  readonly quality: QualityChoice | null
}

export const NO_CHOICES: LearnerChoices = { rate: null, captions: null, captionStyle: null, quality: null }

const VERSION = 1

/** Between these a media element takes a speed without an error. */
const SLOWEST = 0.1
const FASTEST = 16

/** Writes choices down, in a form that says its version and names nobody and nothing. */
export function writeChoices(choices: LearnerChoices): string {
  return serialize({ version: VERSION, ...choices })
}

/** Reads what was written down; what is missing, damaged or of another version is no choice. */
export function readChoices(text: string | null): LearnerChoices {
  const record = parse(text)
  if (record?.['version'] !== VERSION) return NO_CHOICES
  const { rate, captions, captionStyle, quality } = record
  return {
    rate: within(rate, SLOWEST, FASTEST) ? rate : null,
    captions: readCaptions(captions),
    captionStyle: isRecord(captionStyle) ? captionStyle : null,
    quality: readQuality(quality),
  }
}

function readCaptions(value: unknown): CaptionsChoice | null {
  if (!isRecord(value) || typeof value['on'] !== 'boolean') return null
  const { on, language } = value
  return { on, language: typeof language === 'string' && /^[\w-]{1,35}$/.test(language) ? language : null }
}

function readQuality(value: unknown): QualityChoice | null {
  if (!isRecord(value)) return null
  const { height, bitrate } = value
  return within(height, 1, Infinity) ? { height, bitrate: within(bitrate, 1, Infinity) ? bitrate : null } : null
}

function parse(text: string | null): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text ?? 'null')
    return isRecord(value) ? value : null
  } catch {
    return null
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function within(value: unknown, least: number, most: number): value is number {
  return Number.isFinite(value) && Number(value) >= least && Number(value) <= most
}
