import { isObject } from '@enhancedhr/protocol/answers'
import { serialize } from '@enhancedhr/protocol/serialize'
import type { KeptUpload, KnownFile } from '../core/upload/upload-state.js'
import type { FileStore } from '../ports/file-store.js'

const PREFIX = 'ehr-lesson-uploader'

/** Remembers uploads in `localStorage`, one for each lesson of an endpoint. */
export function createLocalFileStore(endpoint: string): FileStore {
  const keyOf = (lessonId: string): string => `${PREFIX} ${endpoint} ${lessonId}`
  return {
    read: (lessonId) => attempt(() => readKept(lessonId, localStorage.getItem(keyOf(lessonId)))),
    write: (upload) => {
      attempt(() => localStorage.setItem(keyOf(upload.lessonId), serialize(upload)))
    },
    remove: (lessonId) => {
      attempt(() => localStorage.removeItem(keyOf(lessonId)))
    },
  }
}

/** A browser that stores nothing for this page forgets uploads with it. */
function attempt<T>(work: () => T): T | null {
  try {
    return work()
  } catch {
    return null
  }
}

function readKept(lessonId: string, text: string | null): KeptUpload | null {
  const kept: unknown = JSON.parse(text ?? 'null')
  if (!isObject(kept) || typeof kept['uploadId'] !== 'string' || kept['lessonId'] !== lessonId) return null
  return isKnownFile(kept['file']) ? { uploadId: kept['uploadId'], lessonId, file: kept['file'] } : null
}

function isKnownFile(file: unknown): file is KnownFile {
  if (!isObject(file)) return false
  const texts = [file['name'], file['type'], file['digest']]
  const numbers = [file['size'], file['lastModified']]
  return texts.every((text) => typeof text === 'string') && numbers.every((number) => typeof number === 'number')
}
