import type { FileRules } from './upload-events.js'
import type { FileFacts, KnownFile, UploadState } from './upload-state.js'

/** Types that say nothing of what a file holds. */
const UNSURE: ReadonlySet<string> = new Set(['', 'application/mxf', 'application/octet-stream'])

/** Says why a file is not taken, by its description alone; `null`: it may be one. */
export function checkFile(file: FileFacts, { accept, maxSize }: FileRules): UploadState['refusal'] {
  if (!isAccepted(file, accept)) return { code: 'not_video' }
  if (!(file.size > 0)) return { code: 'empty' }
  if (maxSize !== null && file.size > maxSize) return { code: 'too_large', limit: maxSize }
  return null
}

/** Whether the file fits a list such as `video/*,.mkv,video/mp4`; a file without a known type is taken, for Mux looks into it. */
function isAccepted({ name, type }: FileFacts, accept: string): boolean {
  const patterns = accept
    .split(',')
    .map((pattern) => pattern.trim().toLowerCase())
    .filter(Boolean)
  if (patterns.length === 0 || UNSURE.has(type)) return true
  return patterns.some((pattern) => {
    if (pattern.startsWith('.')) return name.toLowerCase().endsWith(pattern)
    if (pattern.endsWith('/*')) return type.toLowerCase().startsWith(pattern.slice(0, -1))
    return type.toLowerCase() === pattern
  })
}

/** Whether a file is the one that was begun with; its name does not matter. */
export function isSameFile(one: KnownFile, other: KnownFile): boolean {
  return one.size === other.size && one.lastModified === other.lastModified && one.digest === other.digest
}
