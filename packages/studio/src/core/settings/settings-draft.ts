/** A part of the video, `[from, to)` in seconds. */
export type Part = readonly [from: number, to: number]

export interface Chapter {
  readonly title: string
  /** Seconds. */
  readonly from: number
}

/** What of a lesson can be edited here. `null` of a policy means the default of the site. */
export interface SettingsDraft {
  readonly title: string
  readonly required: boolean
  /** Percent of the video, up to 100 with one decimal; `null`: takes no part. */
  readonly threshold: number | null
  readonly parts: readonly Part[]
  readonly mode: 'all' | 'any'
  readonly quiz: boolean
  readonly quizRequired: boolean
  readonly maxRate: number | null
  readonly seek: 'free' | 'watched' | null
  readonly hiddenCounts: boolean | null
  readonly mutedCounts: boolean | null
  readonly chapters: readonly Chapter[]
  /** Why it is published without captions; `null`: it is not. */
  readonly waiver: string | null
}

export type DraftField = keyof SettingsDraft

/** A lesson as the handler has it: what can be edited, and what is known besides. */
export interface LessonVersion {
  readonly draft: SettingsDraft
  readonly etag: string | null
  readonly status: string
  /** Seconds of the video; `null` while there is no video. */
  readonly duration: number | null
  readonly mediaVersion: number | null
  /** Whether this handler knows lessons that are published without captions. */
  readonly hasWaiver: boolean
  /** The resource, of which the rest is put back unchanged. */
  readonly resource: Readonly<Record<string, unknown>>
}

/** Every field, in the order in which they are shown. */
export const DRAFT_FIELDS: readonly DraftField[] = [
  'title',
  'required',
  'threshold',
  'parts',
  'mode',
  'quiz',
  'quizRequired',
  'maxRate',
  'seek',
  'hiddenCounts',
  'mutedCounts',
  'chapters',
  'waiver',
]

/** Whether two values of a field are the same. */
export function isSameValue(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  const names = Object.keys(one)
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && isSameValue(Reflect.get(one, name), Reflect.get(other, name)))
  )
}

export const isSameDraft = (one: SettingsDraft, other: SettingsDraft): boolean => isSameValue(one, other)
