import * as z from 'zod/mini'
import { idSchema, instantSchema, secondsSchema } from '../wire/scalars.js'
import { pagingShape } from './paging.js'
import { textOf } from './scalars.js'

/** Beyond these, a text is a mistake. */
const MAX_FILE_NAME = 255
const MAX_FILE_TYPE = 127

/** Languages of which Mux writes captions; `auto`: Mux finds out which is spoken. */
const CAPTION_LANGUAGES = [
  ...[
    'en',
    'es',
    'it',
    'pt',
    'de',
    'fr',
    'pl',
    'ru',
    'nl',
    'ca',
    'tr',
    'sv',
    'uk',
    'no',
    'fi',
    'sk',
    'el',
    'cs',
    'hr',
    'da',
  ],
  ...['ro', 'bg', 'auto'],
] as const

/** A language of which Mux writes captions, or `auto`. */
export const captionLanguageSchema = z.enum(CAPTION_LANGUAGES)

/** What becomes of what was watched of a video that is replaced. */
export const creditSchema = z.enum(['reset'])

/** Body of `POST /v1/uploads`: a file for the video of a lesson that exists. */
export const uploadInputSchema = z.strictObject({
  lesson_id: idSchema,
  file: z.strictObject({
    name: textOf(1, MAX_FILE_NAME),
    /** Bytes. */
    size: z.int().check(z.gte(1)),
    /** As the browser says; empty where it does not know. */
    type: textOf(0, MAX_FILE_TYPE),
  }),
  /** What is spoken in it, for the captions; default `auto`. */
  language: z.optional(captionLanguageSchema),
  /** Whether Mux writes captions; default: the option `uploads.captions`. */
  captions: z.optional(z.enum(['auto', 'none'])),
  /** What becomes of what was watched of the video before; `reset`, the default: progress begins again at 0, and verdicts stand. */
  credit: z.optional(creditSchema),
})
export type UploadInput = z.input<typeof uploadInputSchema>

/** Body of `POST /v1/uploads/:id/apply`: what becomes of what was watched of the video before. */
export const uploadApplySchema = z.strictObject({
  /** `reset`: progress begins again at 0 with the new video; verdicts stand. */
  credit: creditSchema,
})
export type UploadApply = z.input<typeof uploadApplySchema>

/** Query of `GET /v1/uploads`. */
export const uploadQuerySchema = z.strictObject({ lesson_id: idSchema, ...pagingShape })
export type UploadQuery = z.input<typeof uploadQuerySchema>

/** An upload, as those who manage its lesson read it. */
export const uploadResourceSchema = z.looseObject({
  upload_id: z.uuid(),
  lesson_id: idSchema,
  /**
   * `creating`, `waiting` (for the file), `processing`, `held` (somebody has to decide), `ready`, `failed`, `cancelled`, `timed_out` or
   * `superseded`; states may be added.
   */
  state: z.string(),
  /** Why it is held or has failed, as a code; codes may be added. */
  reason: z.nullable(z.string()),
  /** The same in words, in English. */
  message: z.nullable(z.string()),
  file: z.looseObject({ name: z.string(), size: z.int(), type: z.string() }),
  /** The version of the lesson's video that came of it. */
  media_version: z.nullable(z.int()),
  /** Of the video, in seconds; `null` while Mux does not know. */
  duration: z.nullable(secondsSchema),
  /** Signed URL of a still of a video that is ready. */
  poster: z.nullable(z.string()),
  created_at: instantSchema,
  /** Until when the file may come; `null` while there is no address for it. */
  expires_at: z.nullable(instantSchema),
  /** Where the file goes: while it is waited for, and for whoever made the upload alone. */
  url: z.optional(z.string()),
})
export type UploadResource = z.infer<typeof uploadResourceSchema>

/** Answer of `POST /v1/uploads`. */
export const uploadCreatedSchema = z.extend(uploadResourceSchema, {
  url: z.string(),
  /** Bytes of a piece that is sent at once. */
  chunk_size: z.int(),
  max_bytes: z.int(),
})
export type UploadCreated = z.infer<typeof uploadCreatedSchema>

/** Answer of `GET /v1/uploads`, the newest first. */
export const uploadListSchema = z.looseObject({
  items: z.array(uploadResourceSchema),
  next_cursor: z.nullable(z.string()),
})
export type UploadList = z.infer<typeof uploadListSchema>
