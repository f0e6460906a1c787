/**
 * Does something, and holds the waits of exactly this length that it asks for meanwhile: they are over when the test calls
 * what is answered beside the result. Everything else about time stays the browser's.
 */
export function holdWaits<Result>(milliseconds: number, work: () => Result): [result: Result, end: () => void] {
  const { setTimeout } = globalThis
  const paused: (() => void)[] = []
  globalThis.setTimeout = ((run: () => void, after?: number, ...more: unknown[]) =>
    after === milliseconds
      ? paused.push(run) && setTimeout(() => {})
      : setTimeout(run, after, ...more)) as typeof setTimeout
  try {
    return [work(), () => paused.forEach((run) => run())]
  } finally {
    globalThis.setTimeout = setTimeout
  }
}
