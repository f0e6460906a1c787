import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { SampleCourse, SampleLesson } from './course.js'

/** One quality of a lesson's video: an init segment and media segments of fragmented MP4. */
export interface Rendition {
  readonly name: string
  readonly width: number
  readonly height: number
  readonly frameRate: number
  readonly codecs: string
  /** Peak and mean, bits per second. */
  readonly bandwidth: number
  readonly averageBandwidth: number
  readonly init: string
  readonly segments: readonly { readonly file: string; readonly duration: number }[]
}

/** The committed files of one lesson; paths are relative to the lesson's directory. */
export interface LessonMedia {
  /** From the smallest to the largest. */
  readonly renditions: readonly Rendition[]
  readonly thumbnails: readonly { readonly at: number; readonly file: string; readonly formats: readonly string[] }[]
  readonly storyboard: {
    /** Seconds per tile. */
    readonly every: number
    readonly count: number
    readonly width: number
    readonly height: number
    readonly columns: number
    /** Default: `jpg` and `webp`. */
    readonly formats?: readonly string[]
  }
}

/** One file of WebVTT. */
interface Captions {
  readonly file: string
  readonly language: string
  readonly name: string
}

/** `course.json`: what the sample course says of itself, and where its media are. */
export interface CourseManifest extends SampleCourse {
  readonly lessons: readonly (SampleLesson & { readonly media: LessonMedia & { readonly captions: Captions } })[]
}

/** Lies beside `src/`, `build/` and `dist/`, whose chunks are a folder deeper. */
export const defaultCourseDirectory =
  ['../course/', '../../course/']
    .map((path) => fileURLToPath(new URL(path, import.meta.url)))
    .find((directory) => existsSync(directory)) ?? 'course'

/** Reads `course.json` of a course directory; throws when it is missing or not JSON. */
export function readManifest(directory: string): CourseManifest {
  return JSON.parse(readFileSync(join(directory, 'course.json'), 'utf8')) as CourseManifest
}
