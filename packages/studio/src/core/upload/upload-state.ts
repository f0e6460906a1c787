/** How far an upload is, as the element shows it. `ready`, `failed`, `cancelled` and `timed-out` are ends. */
export type UploadPhase =
  | 'idle'
  | 'checking'
  | 'creating'
  | 'uploading'
  | 'paused'
  | 'offline'
  | 'processing'
  | 'held'
  | 'ready'
  | 'failed'
  | 'cancelled'
  | 'timed-out'

/** A file as the browser describes it. */
export interface FileFacts {
  readonly name: string
  /** Bytes. */
  readonly size: number
  /** Media type; empty where the browser does not know it. */
  readonly type: string
  /** Milliseconds since the epoch. */
  readonly lastModified: number
}

/** A file that can be recognised: `digest` is a hash of its beginning and its end. */
export interface KnownFile extends FileFacts {
  readonly digest: string
}

/** What the device remembers of an upload, so that it goes on after a reload: never the file, never where it is sent. */
export interface KeptUpload {
  readonly uploadId: string
  readonly lessonId: string
  readonly file: KnownFile
}

/** Why a file was not taken; the upload, if there is one, stays as it was. */
export type RefusalCode = 'empty' | 'not_video' | 'other_file' | 'too_large' | 'unreadable'

/** What is under way or waited for; there is one such step at a time. */
export type UploadStep = 'apply' | 'ask' | 'clear' | 'create' | 'examine' | 'find' | 'read' | 'send'

/** What came of an upload that is ready or held. */
export interface UploadedVideo {
  readonly mediaVersion: number | null
  /** Seconds. */
  readonly duration: number | null
  /** Signed URL of a still. */
  readonly poster: string | null
}

/**
 * An upload as the page knows it.
 *
 * - idle: there is no upload. checking: a file is looked at, or an earlier upload is asked about. creating: the handler makes one.
 * - uploading: pieces are sent. offline: nothing gets through, and it is tried again by itself. paused: somebody stopped it, or, without
 *   `hasFile`, the page was loaded again and waits for the same file.
 * - processing: the whole file is there, and the handler is asked what became of it. held: somebody has to decide.
 */
export interface UploadState {
  readonly phase: UploadPhase
  readonly step: UploadStep | null
  /** Counts the steps: an answer to an earlier one changes nothing. */
  readonly turn: number
  readonly file: KnownFile | null
  /** A file that is being examined. */
  readonly chosen: KnownFile | null
  /** Whether the page holds the file itself. */
  readonly hasFile: boolean
  readonly uploadId: string | null
  /** Where the file goes; known in memory alone. */
  readonly url: string | null
  /** When the file has to be there, in milliseconds since the epoch. */
  readonly expiresAt: number | null
  /** Bytes that arrived, as the receiver said. */
  readonly sent: number
  /** Bytes of the next piece, and of the largest that may be sent. */
  readonly piece: number
  readonly pieceLimit: number
  /** Bytes a millisecond, smoothed; `null` before the first piece has arrived. */
  readonly speed: number | null
  /** Tries in a row that failed. */
  readonly failures: number
  /** How often the handler was asked what became of the file. */
  readonly polls: number
  /** An attempt to make the upload got no answer, so there may be one already. */
  readonly mayExist: boolean
  /** Nobody is signed in: the step waits for a sign-in. */
  readonly signedOut: boolean
  readonly refusal: { readonly code: RefusalCode; readonly limit?: number } | null
  /** Code of why it is held or came to nothing. */
  readonly reason: string | null
  readonly video: UploadedVideo | null
}

/** Parts but the last are multiples of this many bytes (256 KiB), as the storage behind an upload asks for. */
export const GRAIN = 256 * 1024
/** Bytes of the first piece: little enough that progress shows at once on a slow line. */
const FIRST_PIECE = 2 * GRAIN

export const NO_UPLOAD: UploadState = {
  phase: 'idle',
  step: null,
  turn: 0,
  file: null,
  chosen: null,
  hasFile: false,
  uploadId: null,
  url: null,
  expiresAt: null,
  sent: 0,
  piece: FIRST_PIECE,
  pieceLimit: 8 * 1024 * 1024,
  speed: null,
  failures: 0,
  polls: 0,
  mayExist: false,
  signedOut: false,
  refusal: null,
  reason: null,
  video: null,
}

const ENDS: ReadonlySet<UploadPhase> = new Set(['cancelled', 'failed', 'ready', 'timed-out'])
/** Leaving the page in these phases would stop the file. */
const SENDING: ReadonlySet<UploadPhase> = new Set(['creating', 'offline', 'uploading'])

export const isEnd = (phase: UploadPhase): boolean => ENDS.has(phase)

/** Whether the file stops when the page goes. */
export const isSending = ({ phase, hasFile }: UploadState): boolean =>
  SENDING.has(phase) || (phase === 'paused' && hasFile)

/** Whether somebody may choose a file: there is no upload, it has ended or is held, or the same file is waited for. */
export const takesFile = ({ phase, hasFile }: UploadState): boolean =>
  phase === 'idle' || phase === 'held' || isEnd(phase) || (phase === 'paused' && !hasFile)
