import { fromSeconds, toMilliseconds, type SegmentSet } from '@enhancedhr/protocol'
import type { GrantedLesson, LessonProgress } from '@enhancedhr/protocol/wire'
import type { WatchedMap } from '../core/map/watched-map.js'
import type { Clock } from '../ports/clock.js'
import type { MediaLike } from '../ports/media.js'

/** While a lesson plays, its map is looked at no more often, in milliseconds. */
const EVERY = 1000

/** What the map of a lesson is made of, as it is now. */
export interface MapSources {
  lesson(): GrantedLesson | undefined
  progress(): LessonProgress | undefined
  /** What was played on this device and is not acknowledged. */
  pending(lessonId: string): SegmentSet
  /** `null`: nothing is to be shown. */
  show(map: WatchedMap | null): void
  isWanted(): boolean
}

/** Keeps the map of what is watched up to date. */
export class MapUpdates {
  readonly #sources: MapSources
  readonly #clock: Pick<Clock, 'monotonic'>
  #last = -Infinity
  #media: MediaLike | undefined

  constructor(sources: MapSources, clock: Pick<Clock, 'monotonic'>) {
    this.#sources = sources
    this.#clock = clock
  }

  /** Follows the playhead; `signal`: until when. */
  follow(media: MediaLike, signal: AbortSignal): void {
    this.#media = media
    media.addEventListener('timeupdate', () => this.#tick(), { signal })
    for (const name of ['pause', 'seeked', 'ended']) media.addEventListener(name, () => this.update(), { signal })
    this.update()
  }

  /** Something was saved or was not: seen at once, or while it plays with the next second. */
  changed(): void {
    if (this.#media?.paused === false) this.#tick()
    else this.update()
  }

  /** Shows what is watched now. */
  update(): void {
    const { lesson, progress, pending, show, isWanted } = this.#sources
    const granted = lesson()
    this.#last = this.#clock.monotonic()
    if (!granted) return
    show(isWanted() ? toMap(granted, progress(), pending(granted.id)) : null)
  }

  #tick(): void {
    if (this.#clock.monotonic() - this.#last >= EVERY) this.update()
  }
}

function toMap(lesson: GrantedLesson, progress: LessonProgress | undefined, pending: SegmentSet): WatchedMap {
  return {
    duration: toMilliseconds(lesson.duration),
    counted: fromSeconds(progress?.watched_segments ?? []),
    pending,
    required: fromSeconds(lesson.completion.required_segments),
    chapters: lesson.chapters.map(({ from }) => toMilliseconds(from)),
  }
}
