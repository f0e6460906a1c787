import type { Chapter, LessonVersion, Part, SettingsDraft } from './settings-draft.js'

type Json = Readonly<Record<string, unknown>>

/** Reads a lesson from its resource; what is absent or of another type than expected takes the handler's default. */
export function readLesson(resource: Json, etag: string | null): LessonVersion {
  const completion = object(resource['completion'])
  const policies = object(resource['policies'])
  const threshold = number(completion['threshold'])
  const waiver = resource['captions_waiver']
  const seek = policies['seek_policy']
  return {
    draft: {
      title: text(resource['title']) ?? '',
      required: resource['required'] !== false,
      threshold: threshold === null ? null : Math.round(threshold * 1000) / 10,
      parts: list(completion['required_segments']).flatMap(readPart),
      mode: completion['mode'] === 'all' ? 'all' : 'any',
      quiz: resource['quiz'] === true,
      quizRequired: completion['quiz_required'] === true,
      maxRate: number(policies['max_playback_rate']),
      seek: seek === 'free' || seek === 'watched' ? seek : null,
      hiddenCounts: flag(policies['hidden_counts']),
      mutedCounts: flag(policies['muted_counts']),
      chapters: list(resource['chapters']).flatMap(readChapter),
      waiver: text(object(waiver)['reason']),
    },
    etag,
    status: text(resource['status']) ?? '',
    duration: number(resource['duration']),
    mediaVersion: number(resource['media_version']),
    hasWaiver: waiver !== undefined,
    resource,
  }
}

/** The body of the PUT that saves a draft. The video is not named, so it stays. */
export function toLessonInput(draft: SettingsDraft, { resource, hasWaiver }: LessonVersion): Json {
  const policies = object(resource['policies'])
  return {
    course_id: resource['course_id'] ?? null,
    order: resource['order'] ?? 1,
    title: draft.title.trim(),
    required: draft.required,
    chapters: draft.chapters.map(({ title, from }) => ({ title: title.trim(), from })),
    quiz: draft.quiz,
    completion: {
      ...(draft.threshold !== null && { threshold: Math.round(draft.threshold * 10) / 1000 }),
      required_segments: draft.parts,
      mode: draft.mode,
      quiz_required: draft.quiz && draft.quizRequired,
    },
    policies: {
      max_playback_rate: draft.maxRate,
      hidden_counts: draft.hiddenCounts,
      muted_counts: draft.mutedCounts,
      seek_policy: draft.seek,
      offline_allowance: policies['offline_allowance'] ?? null,
    },
    ...(hasWaiver && { captions_waiver: draft.waiver === null ? null : { reason: draft.waiver.trim() } }),
  }
}

function readPart(part: unknown): Part[] {
  const [from, to] = list(part)
  return typeof from === 'number' && typeof to === 'number' ? [[from, to]] : []
}

function readChapter(chapter: unknown): Chapter[] {
  const { title, from } = object(chapter)
  return typeof title === 'string' && typeof from === 'number' ? [{ title, from }] : []
}

const object = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {})
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as unknown[]) : [])
const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)
const number = (value: unknown): number | null => (typeof value === 'number' ? value : null)
const flag = (value: unknown): boolean | null => (typeof value === 'boolean' ? value : null)
