import type { RefusedPlace, ResourceCall, ResourceClient } from '@enhancedhr/element-kit'
import { RULE_FAULTS, type RuleFaultCode } from '@enhancedhr/protocol'
import { isObject, type Expected } from '@enhancedhr/protocol/answers'
import type { FieldFault } from '../core/settings/check-draft.js'
import { readLesson, toLessonInput } from '../core/settings/read-lesson.js'
import type { CallResult } from '../ports/api.js'
import type { LessonTrack, SettingsApi } from '../ports/settings-api.js'
import { isUpload, isUploadList, toUploadView } from '../upload/read-upload.js'
import { toFailure } from '../upload/upload-api.js'

type Json = Readonly<Record<string, unknown>>

/** A lesson as those who manage it read it; learners read one without policies. */
const isLesson = (body: unknown): body is Json =>
  isObject(body) && typeof body['title'] === 'string' && isObject(body['policies'])
const isTrackList = (body: unknown): body is { readonly items: readonly Json[] } =>
  isObject(body) && Array.isArray(body['items']) && body['items'].every(isObject)
const anything: Expected<unknown> = (body): body is unknown => body !== undefined

/** Speaks of a lesson's settings with the handler. */
export function createSettingsApi(client: ResourceClient): SettingsApi {
  async function ask<T, V>(call: ResourceCall, expected: Expected<T>, take: (body: T) => V): Promise<CallResult<V>> {
    const result = await client.call(call, expected)
    if (result.kind === 'answer') return { kind: 'answer', value: take(result.body) }
    return { kind: 'failed', failure: toFailure(result) }
  }
  const pathOf = (lessonId: string, rest = ''): string => `/v1/lessons/${encodeURIComponent(lessonId)}${rest}`
  /** A handler without a capability has no route for it. */
  const orNothing = <V>(result: CallResult<V>): CallResult<V | null> =>
    result.kind === 'failed' && result.failure.code === 'route_not_found' ? { kind: 'answer', value: null } : result

  return {
    async load(lessonId) {
      const result = await client.call({ method: 'GET', path: pathOf(lessonId) }, isLesson)
      if (result.kind !== 'answer') return { kind: 'failed', failure: toFailure(result) }
      return { kind: 'answer', value: readLesson(result.body, result.etag) }
    },
    async save(lessonId, draft, base) {
      const call = {
        ...({ method: 'PUT', path: pathOf(lessonId), body: toLessonInput(draft, base) } as const),
        ...(base.etag !== null && { ifMatch: base.etag }),
      }
      const result = await client.call(call, isLesson)
      if (result.kind === 'answer') return { kind: 'saved', lesson: readLesson(result.body, result.etag) }
      if (result.kind === 'problem' && result.code === 'precondition_failed') return { kind: 'stale' }
      if (result.kind === 'problem' && result.errors.length > 0) {
        return { kind: 'refused', faults: result.errors.map(toFault) }
      }
      return { kind: 'failed', failure: toFailure(result) }
    },
    async findHeld(lessonId) {
      const path = `/v1/uploads?lesson_id=${encodeURIComponent(lessonId)}`
      return orNothing(
        await ask({ method: 'GET', path }, isUploadList, ({ items }) => {
          const held = items.map(toUploadView).find(({ state }) => state === 'held')
          return held ? { uploadId: held.uploadId, reason: held.reason } : null
        }),
      )
    },
    apply: (uploadId, credit) =>
      ask(
        { method: 'POST', path: `/v1/uploads/${encodeURIComponent(uploadId)}/apply`, body: { credit } },
        isUpload,
        () => null,
      ),
    async tracks(lessonId) {
      const path = pathOf(lessonId, '/tracks')
      return orNothing(await ask({ method: 'GET', path }, isTrackList, ({ items }) => items.flatMap(toTrack)))
    },
    addTrack(lessonId, { language, name, file }) {
      const body = file ? { language, name, kind: 'captions', ...file } : { language, generate: true }
      return ask({ method: 'POST', path: pathOf(lessonId, '/tracks'), body }, anything, () => null)
    },
    removeTrack: (lessonId, trackId) =>
      ask({ method: 'DELETE', path: pathOf(lessonId, `/tracks/${encodeURIComponent(trackId)}`) }, anything, () => null),
  }
}

function toTrack(track: Json): LessonTrack[] {
  const { track_id: trackId, language, name, state } = track
  if (typeof trackId !== 'string' || typeof language !== 'string') return []
  const isNamed = typeof name === 'string' && name !== ''
  return [{ trackId, language, name: isNamed ? name : language, state: typeof state === 'string' ? state : '' }]
}

/** The handler says in English why; where it is a rule that we know, the element says it in its language. */
function toFault({ pointer, detail }: RefusedPlace): FieldFault {
  const code = Object.entries(RULE_FAULTS).find(([, words]) => words === detail)?.[0] as RuleFaultCode | undefined
  return code ? { pointer, code } : { pointer, code: 'other', detail }
}
