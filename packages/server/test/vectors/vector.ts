import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Where the vectors are published from; `docs/vectors.md` explains what their members mean. */
export const VECTORS_FOLDER = fileURLToPath(new URL('../../../protocol/vectors/', import.meta.url))

export type Pair = readonly [from: number, to: number]

export interface VectorCompletion {
  readonly threshold_per_mille?: number | null
  readonly required_segments?: readonly Pair[]
  readonly mode?: 'any' | 'all'
  readonly quiz_required?: boolean
}

export interface VectorPolicy {
  readonly max_rate?: number
  readonly hidden_counts?: boolean
  readonly muted_counts?: boolean
}

export interface VectorLesson {
  readonly id: string
  readonly duration: number | null
  /** The one tenant that has the lesson; absent: every tenant of the vector. */
  readonly tenant?: string
  readonly required?: boolean
  readonly quiz?: boolean
  readonly completion?: VectorCompletion
  readonly policy?: VectorPolicy
}

export interface VectorCourse {
  readonly minimum_seat_time?: number
  readonly assessment_required?: boolean
}

/** A segment in milliseconds, or anything in place of one. */
export type VectorSegment = Readonly<Record<string, unknown>>

export interface VectorSeries {
  readonly series: number
  readonly first: VectorSegment
  readonly step: Readonly<Record<string, number>>
}

export interface VectorReason {
  readonly code: string
  readonly from: number
  readonly to: number
  readonly lesson?: string
}

export interface VectorExpectation {
  readonly status?: string
  readonly code?: string
  readonly through?: number
  readonly reasons?: readonly VectorReason[]
}

export interface VectorReport {
  readonly session: string
  readonly segments?: readonly (VectorSegment | VectorSeries)[]
  /** Segments in the wire's form, in seconds. */
  readonly wire_segments?: readonly unknown[]
  readonly position?: number
  /** What the player says that the video lasts. */
  readonly duration?: number
  readonly lesson?: string
  readonly extra?: Readonly<Record<string, unknown>>
  readonly expect?: VectorExpectation
}

interface At {
  readonly at: number
}

interface Whose {
  readonly learner?: string
  readonly tenant?: string
}

export interface LessonCheck extends Whose {
  readonly do: 'check'
  readonly lesson?: string
  readonly attempt?: number
  readonly media_version?: number
  readonly watched?: readonly Pair[]
  readonly watched_milliseconds?: number
  readonly watched_at_least?: number
  readonly watched_at_most?: number
  readonly stretches?: number
  readonly playing_time?: number
  readonly position?: number
  readonly percent_tenths?: number
  readonly completed?: boolean
  readonly completed_at?: number | null
  readonly requirements?: Readonly<Record<string, boolean>>
}

export interface CourseCheck extends Whose {
  readonly do: 'check_course'
  readonly attempt?: number
  readonly seat_time?: number
  readonly completed?: boolean
  readonly completed_at?: number | null
}

export type VectorStep =
  | (At & Whose & { do: 'open'; session: string; lesson?: string; refused?: string })
  | (At & { do: 'renew'; session: string; refused?: string })
  | (At &
      VectorReport & {
        do: 'report'
        as?: string
        tenant?: string
        times?: number
        answer?: 'lost' | 'unavailable'
        server_clock?: number
      })
  | (At & { do: 'batch' | 'at_once'; reports: readonly VectorReport[] })
  | (At & {
      do: 'deliver'
      session: string
      segments: readonly (VectorSegment | VectorSeries)[]
      every: number
      lose_every?: number
      fail_every?: number
      server_clocks?: readonly number[]
    })
  | (At & Whose & { do: 'quiz'; lesson?: string; passed: boolean; as?: string; refused?: string })
  | (At & Whose & { do: 'assessment'; passed: boolean; as?: string; refused?: string })
  | (At & Whose & { do: 'attempt' })
  | (At & { do: 'replace'; lesson?: string; duration: number })
  | (At & { do: 'rule'; lesson?: string; completion: VectorCompletion; refused?: string })
  | (At & { do: 'course_rule'; course: VectorCourse; refused?: string })
  | (At & { do: 'sweep' })
  | LessonCheck
  | CourseCheck

export interface Vector {
  readonly id: string
  readonly title: string
  /** When the vector begins, where that matters. */
  readonly starts_at?: string
  readonly lessons?: readonly VectorLesson[]
  readonly course?: VectorCourse
  readonly token?: { readonly lifetime: number; readonly offline_allowance: number }
  readonly steps: readonly VectorStep[]
}

export interface VectorFile {
  readonly name: string
  readonly title: string
  readonly vectors: readonly Vector[]
}

/** When a vector begins that does not say: in mid-morning, so that long ones cross midnight. */
export const DEFAULT_START = '2026-11-23T10:00:00.000Z'

/** The lesson of a vector that names none. */
export const DEFAULT_LESSON: VectorLesson = { id: 'lesson', duration: 600_000 }

/** Reads every file of vectors, in the order of their names. */
export function readVectors(): readonly VectorFile[] {
  return readdirSync(VECTORS_FOLDER)
    .filter((name) => name.endsWith('.json') && name !== 'schema.json')
    .map((name) => {
      const { title, vectors } = JSON.parse(readFileSync(join(VECTORS_FOLDER, name), 'utf8')) as VectorFile
      return { name: name.slice(0, -'.json'.length), title, vectors }
    })
}

/** Writes out every series of a list: `first`, and then `step` added to its numbers, and 1 to `n`, again and again. */
export function expandSegments(list: readonly (VectorSegment | VectorSeries)[]): readonly VectorSegment[] {
  return list.flatMap((item) => (isSeries(item) ? expandSeries(item) : [item]))
}

function expandSeries({ series, first, step }: VectorSeries): readonly VectorSegment[] {
  return Array.from({ length: series }, (_, index) => {
    const moved = Object.entries({ n: 1, ...step }).map(([key, by]) => [key, Number(first[key]) + index * by] as const)
    return { ...first, ...Object.fromEntries(moved) }
  })
}

function isSeries(item: VectorSegment | VectorSeries): item is VectorSeries {
  return 'series' in item
}
