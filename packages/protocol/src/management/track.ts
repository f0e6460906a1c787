import * as z from 'zod/mini'
import { idSchema, instantSchema } from '../wire/scalars.js'
import { textOf } from './scalars.js'
import { captionLanguageSchema } from './upload.js'

/** Beyond these, a text is a mistake. */
const MAX_NAME = 100
const MAX_TEXT = 2 * 1024 * 1024

const nameSchema = textOf(1, MAX_NAME)

/** Body of `POST /v1/lessons/:id/tracks`: a text, or a language in which Mux writes down what is said. */
export const trackInputSchema = z.union([
  z.strictObject({
    /** A language tag (BCP 47), for example `en` or `pt-BR`. */
    language: z
      .string()
      .check(z.regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/, { error: 'expected a language tag' })),
    /** As those who choose it read it. */
    name: nameSchema,
    /** `captions` also say what is heard besides speech. */
    kind: z.enum(['captions', 'subtitles']),
    format: z.enum(['vtt', 'srt']),
    /** At most 2 MiB. */
    text: textOf(1, MAX_TEXT),
  }),
  z.strictObject({
    language: captionLanguageSchema,
    name: z.optional(nameSchema),
    generate: z.literal(true),
  }),
])
export type TrackInput = z.input<typeof trackInputSchema>

/** Text that goes with the video of a lesson, as those who manage the lesson read it. */
export const trackResourceSchema = z.looseObject({
  track_id: z.uuid(),
  lesson_id: idSchema,
  media_version: z.int(),
  /** `captions` or `subtitles`. */
  kind: z.string(),
  language: z.string(),
  name: z.string(),
  /** `generated` (Mux wrote down what is said), `uploaded` or `embedded` (it came with the file). */
  source: z.string(),
  /** `creating`, `preparing`, `ready`, `errored`, `skipped` (nothing is said), `deleting` or `deleted`; states may be added. */
  state: z.string(),
  /** Why nothing came of it, as a code; codes may be added. */
  reason: z.nullable(z.string()),
  /** The same in words, in English. */
  message: z.nullable(z.string()),
  created_at: instantSchema,
})
export type TrackResource = z.infer<typeof trackResourceSchema>

/** Answer of `GET /v1/lessons/:id/tracks`: those of the current video that are not deleted, the oldest first. */
export const trackListSchema = z.looseObject({
  items: z.array(trackResourceSchema),
  next_cursor: z.nullable(z.string()),
})
export type TrackList = z.infer<typeof trackListSchema>
