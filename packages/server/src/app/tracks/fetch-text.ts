import { LessonProblem } from '../../problems/lesson-problem.js'
import type { AppContext } from '../app-context.js'
import { sha256 } from '../sha256.js'

const RANDOM_BYTES = 32
const NAME = /^[\w-]{43}$/

/** A random name under which Mux may fetch a text, with the hash that is kept of it. */
export async function makeFetchName(): Promise<{ readonly name: string; readonly hash: string }> {
  const bytes = crypto.getRandomValues(new Uint8Array(RANDOM_BYTES))
  const name = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
  return { name, hash: await sha256(name) }
}

/** The text that Mux fetches; it is gone once Mux has it, or after a day. */
export async function fetchText({ store, uploads }: AppContext, name: string): Promise<string> {
  if (uploads === null) throw new LessonProblem('route_not_found')
  const text = NAME.test(name) ? await store.tracks.findText(await sha256(name)) : null
  if (text === null) throw new LessonProblem('track_not_found')
  return text
}
