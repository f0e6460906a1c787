import type { LessonStore } from '../../src/index.js'

const TOPICS = ['courses', 'lessons', 'learners', 'progress', 'sessions', 'ledger', 'verdicts', 'limits', 'leases']

/** A store whose every call is answered by the test's own store over HTTP: the worker has no PGlite in it. */
export function remoteStore(url: string): LessonStore {
  const call =
    (method: string) =>
    async (...args: unknown[]): Promise<unknown> => {
      const response = await fetch(url, { method: 'POST', body: toText({ method, args }) })
      return fromText(await response.text())
    }
  const topic = (name: string) => new Proxy({}, { get: (_target, method) => call(`${name}.${String(method)}`) })
  return new Proxy({ kind: 'postgres' } as unknown as LessonStore, {
    get: (target, name) => {
      if (name === 'kind') return target.kind
      return typeof name === 'string' && TOPICS.includes(name) ? topic(name) : call(String(name))
    },
    has: () => true,
  })
}

/** Writes values with the instants and maps that they hold. */
export function toText(value: unknown): string {
  return JSON.stringify({ value }, function (this: Record<string, unknown>, name, member: unknown) {
    const original = this[name]
    if (original instanceof Date) return { $date: original.getTime() }
    if (original instanceof Map) return { $map: [...original] as unknown[] }
    return member
  })
}

export function fromText(text: string): unknown {
  const { value } = JSON.parse(text, (_name, member: unknown) => {
    if (typeof member !== 'object' || member === null) return member
    if ('$date' in member) return new Date(member.$date as number)
    if ('$map' in member) return new Map(member.$map as [unknown, unknown][])
    return member
  }) as { value?: unknown }
  return value
}
