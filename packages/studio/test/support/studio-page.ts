import { LessonSettingsElement, LessonUploaderElement } from '../../src/index.js'

const COURSE = '/packages/mux-local/course'
const films = new Map<string, Promise<Blob>>()
let made = 0

/** A real MP4 with H.264 and AAC, of 19.48 s, which needs no transcoding. */
export async function sampleFilm(name = 'film.mp4', padding = 0): Promise<File> {
  const film = await filmOf('fire-safety-1', 5)
  return new File([film, ...(padding > 0 ? freeBox(padding) : [])], name, { type: 'video/mp4', lastModified: 1 })
}

/** The same of about 40 s. */
export async function longFilm(): Promise<File> {
  return new File([await filmOf('fire-safety-3', 10)], 'long.mp4', { type: 'video/mp4', lastModified: 1 })
}

function filmOf(lesson: string, segments: number): Promise<Blob> {
  const names = ['init.mp4', ...Array.from({ length: segments }, (_, index) => `${index.toString()}.m4s`)]
  const load = async () =>
    new Blob(await Promise.all(names.map(async (name) => (await fetch(`${COURSE}/${lesson}/360p/${name}`)).blob())))
  const film = films.get(lesson) ?? load()
  films.set(lesson, film)
  return film
}

/** A box of an MP4 that means nothing, of so many bytes. */
function freeBox(bytes: number): BlobPart[] {
  const head = new Uint8Array(8)
  new DataView(head.buffer).setUint32(0, bytes)
  head.set(new TextEncoder().encode('free'), 4)
  const megabyte = new Blob([new Uint8Array(1_000_000)])
  const whole = Math.floor((bytes - 8) / 1_000_000)
  return [head, ...Array.from({ length: whole }, () => megabyte), new Uint8Array((bytes - 8) % 1_000_000)]
}

/** Makes a lesson without a video, and gives its id. */
export async function makeLesson(): Promise<string> {
  const id = `lesson-${Date.now().toString(36)}-${(made += 1).toString()}`
  await post(`/studio-lessons/${id}`)
  return id
}

/** Waits until the stand-in is idle, and has the handler do what is due. */
export const work = (): Promise<unknown> => post('/studio-work')

/** Steers the stand-in for Mux. */
export const steer = (path: string, body: unknown): Promise<unknown> => post(`/studio-local/${path}`, body)

/** Ends whatever the stand-in was to do wrong. */
export const endFaults = (): Promise<unknown> => fetch('/studio-local/faults', { method: 'DELETE' })

async function post(path: string, body: unknown = {}): Promise<unknown> {
  const answer = await fetch(path, { method: 'POST', body: JSON.stringify(body) })
  if (!answer.ok) throw new Error(`${path} was answered with ${answer.status.toString()}: ${await answer.text()}`)
  return answer.json() as unknown
}

/** Calls the handler as the owner of the course. */
export async function call(path: string, init: RequestInit = {}): Promise<Record<string, unknown>> {
  const headers = { authorization: 'Bearer olga', 'content-type': 'application/json' }
  const answer = await fetch(`/studio-api${path}`, { ...init, headers })
  return (await answer.json()) as Record<string, unknown>
}

export type Attributes = Readonly<Record<string, string | boolean>>

/** Puts an element of the studio into the page, signed in as the owner. */
export function mount<Tag extends 'ehr-lesson-settings' | 'ehr-lesson-uploader'>(
  tag: Tag,
  attributes: Attributes = {},
): HTMLElementTagNameMap[Tag] {
  LessonUploaderElement.define()
  LessonSettingsElement.define()
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries({ endpoint: '/studio-api', 'auth-token': 'olga', ...attributes })) {
    if (typeof value === 'string') element.setAttribute(name, value)
    else element.toggleAttribute(name, value)
  }
  document.body.append(element)
  return element
}

export function unmountAll(): void {
  for (const element of document.querySelectorAll('ehr-lesson-uploader, ehr-lesson-settings')) element.remove()
}

/** The words that are to be seen. */
export function seen(element: Element): string {
  const root = element.shadowRoot?.querySelector('.surface')
  return (root as HTMLElement | null)?.innerText.replace(/\s+/g, ' ').trim() ?? ''
}

/** The button with this name; fails when there is no such. */
export function buttonNamed(element: Element, name: string): HTMLButtonElement {
  const all = [...(element.shadowRoot?.querySelectorAll('button') ?? [])]
  const found = all.find((each) => (each.ariaLabel ?? each.textContent.trim()) === name)
  if (!found) throw new Error(`No button “${name}” among ${all.map((each) => each.textContent.trim()).join(', ')}`)
  return found
}

/** Waits until something is so; the runner ends what never becomes so. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => requestAnimationFrame(resolve))
}
