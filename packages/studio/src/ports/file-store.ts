import type { KeptUpload } from '../core/upload/upload-state.js'

/** Remembers on the device which upload of a lesson is not through. Never throws: without a memory an upload does not outlive its page. */
export interface FileStore {
  read(lessonId: string): KeptUpload | null
  write(upload: KeptUpload): void
  remove(lessonId: string): void
}
