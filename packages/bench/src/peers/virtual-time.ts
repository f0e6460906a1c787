import { setImmediate as turn } from 'node:timers/promises'
import FakeTimers from '@sinonjs/fake-timers'

/** A clock that all pages and the server share. */
export interface VirtualTime {
  readonly clock: FakeTimers.Clock
  /** Lets this many virtual seconds pass, one timer after the other. */
  pass(seconds: number): Promise<void>
}

/** Turns of the real event loop in a row without storage at work, after which nothing goes on before the next timer. */
const QUIET_TURNS = 3

let watched: { isIdle(): boolean } | undefined

/** Makes a clock; what storage has to do is done before the next virtual timer comes, so it takes no time at all. */
export function createVirtualTime(): VirtualTime {
  const clock = FakeTimers.createClock(Date.UTC(2030, 0, 7, 9))
  const storage = (watched ??= watchStorage())
  async function settle(): Promise<void> {
    for (let quiet = 0; quiet < QUIET_TURNS; quiet = storage.isIdle() ? quiet + 1 : 0) await turn()
  }
  return {
    clock,
    async pass(seconds) {
      const arrived = { yet: false }
      clock.setTimeout(() => (arrived.yet = true), seconds * 1000)
      while (!arrived.yet) {
        await settle()
        clock.next()
      }
      await settle()
    },
  }
}

/** fake-indexeddb looks `setImmediate` up for each of its steps; counting them shows whether it has come to rest. */
function watchStorage(): { isIdle(): boolean } {
  const native = setImmediate
  let steps = 0
  globalThis.setImmediate = ((run: () => void) => {
    steps += 1
    return native(() => {
      steps -= 1
      run()
    })
  }) as typeof setImmediate
  return { isIdle: () => steps === 0 }
}
