import type { ApiClient } from '@enhancedhr/element-kit/api-client'
import type { Grant } from '@enhancedhr/protocol/wire'
import { assert } from 'chai'
import { vi } from 'vitest'
import { LazyRenewal } from '../../src/lesson/lazy-renewal.js'
import { RenewalController, type OpenedSession, type RenewalListener } from '../../src/lesson/renewal-controller.js'
import type { MediaLike } from '../../src/ports/media.js'
import type { PageEvent } from '../../src/ports/page.js'

const MINUTE = 60_000
const grant = { session_id: 'one', playback: { lifetime: 900 }, credit_window: 4_500 } as unknown as Grant

/** A session of tokens that live for 15 min, whose page plays from the first moment on. */
function begin({ isAway = false, hangs = false } = {}) {
  const at = { now: 1_000, date: 1_000_000, isAway, hangs, paused: false, held: false, loads: 0, asked: 0, reopened: 0 }
  let notifyPage: (event: PageEvent) => void = () => undefined
  const renewed = () => ({
    kind: 'answer',
    body: { session_id: 'one', session_age: 1, credit_window: 4_500, playback: { lifetime: 900 } },
  })
  const session = {
    grant,
    since: at.now,
    api: {
      post: () => {
        at.asked += 1
        return Promise.resolve(renewed())
      },
    } as unknown as ApiClient,
    media: {
      current: null,
      get paused() {
        return at.paused
      },
      hold: () => (at.held = true),
      release: () => (at.held = false),
    } as unknown as OpenedSession['media'],
  }
  const ports = {
    clock: { monotonic: () => at.now, date: () => at.date },
    random: () => 0.5,
    page: {
      visible: true,
      listen(listener: (event: PageEvent) => void) {
        notifyPage = listener
        return () => (notifyPage = () => undefined)
      },
    },
  }
  const nothing = (): void => undefined
  const listener: RenewalListener = {
    ...{ changed: nothing, renewed: nothing, failed: nothing, ended: nothing },
    reopen: () => (at.reopened += 1),
  }
  const renewal = new LazyRenewal(session, ports, listener, () => {
    at.loads += 1
    if (at.hangs) return new Promise(() => undefined)
    return at.isAway ? Promise.reject(new TypeError('Failed to fetch')) : Promise.resolve({ RenewalController })
  })
  const media = Object.assign(new EventTarget(), { paused: false, readyState: 4 }) as unknown as MediaLike & EventTarget
  renewal.attach(media)
  return {
    at,
    renewal,
    page: (event: PageEvent) => notifyPage(event),
    /** Lets it play for so long. */
    async play(milliseconds: number) {
      at.now += milliseconds
      at.date += milliseconds
      media.dispatchEvent(new Event('timeupdate'))
      await settled()
    },
  }
}

const settled = () => new Promise<void>((resolve) => setImmediate(resolve))

describe('what renews tokens', () => {
  it('is not loaded for a lesson that ends within a third of their lifetime', async () => {
    const { at, renewal, play, page } = begin()
    await play(5 * MINUTE - 1)
    page('hidden')
    page('online')
    renewal.retry()
    assert.isNull(renewal.fresh())
    assert.equal(at.loads, 0)
    renewal.stop()
  })

  it('is loaded a third of their lifetime before it is needed, and asks when two thirds are over', async () => {
    const { at, renewal, play } = begin()
    await play(5 * MINUTE)
    assert.deepEqual([at.loads, at.asked], [1, 0])
    assert.isDefined(renewal.current)
    await play(5 * MINUTE - 1)
    assert.equal(at.asked, 0)
    await play(1)
    assert.deepEqual([at.loads, at.asked, at.reopened], [1, 1, 0])
    renewal.stop()
  })

  it('is loaded when an address is refused', async () => {
    const { at, renewal } = begin()
    assert.isTrue(await renewal.refused())
    assert.deepEqual([at.loads, at.asked], [1, 1])
    renewal.stop()
  })

  it('is loaded when the server’s clock went forward', async () => {
    const { at, renewal } = begin()
    renewal.clockStepped(5_000)
    await settled()
    assert.deepEqual([at.loads, at.asked], [1, 1])
    renewal.stop()
  })

  it('asks before an address is used after the device has slept', async () => {
    const { at, renewal } = begin()
    at.date += 60 * MINUTE
    const fresh = renewal.fresh()
    assert.isNotNull(fresh)
    await fresh
    assert.equal(at.asked, 1)
    assert.isNull(renewal.fresh())
    renewal.stop()
  })

  it('holds what nothing pays for any more, and lets it go on with the new tokens', async () => {
    const { at, renewal, play } = begin()
    at.date += 76 * MINUTE
    renewal.check()
    assert.isTrue(at.held)
    await play(1)
    assert.deepEqual([at.held, at.asked, at.reopened], [false, 1, 0])
    renewal.stop()
  })

  it('is asked for again where it cannot be loaded, ever later and with the network’s return, and plays on', async () => {
    const { at, renewal, play, page } = begin({ isAway: true })
    await play(5 * MINUTE)
    for (let second = 0; second < 120; second += 1) await play(1_000)
    assert.isAbove(at.loads, 4)
    assert.isBelow(at.loads, 20)
    at.isAway = false
    const before = at.loads
    page('online')
    await settled()
    assert.equal(at.loads, before + 1)
    await play(3 * MINUTE)
    assert.deepEqual([at.asked, at.reopened, at.held], [1, 0, false])
    renewal.stop()
  })

  it('gives way to another session where it is needed and cannot be loaded', async () => {
    const { at, renewal, play } = begin({ isAway: true })
    await play(10 * MINUTE)
    assert.isNull(renewal.fresh(), 'the address is good still')
    await play(5 * MINUTE - 1_000)
    assert.equal(at.reopened, 0)
    await renewal.fresh()
    assert.equal(at.reopened, 1)
    await play(1_000)
    assert.equal(at.reopened, 1)
  })

  it('never plays past what counts without it', async () => {
    const { at, play } = begin({ isAway: true })
    await play(75 * MINUTE - 1_001)
    assert.deepEqual([at.held, at.reopened], [false, 0])
    await play(1)
    assert.deepEqual([at.held, at.reopened], [true, 1])
  })

  it('is no reason to begin again for a lesson that is paused', async () => {
    const { at, renewal, page, play } = begin({ isAway: true })
    at.paused = true
    at.date += 80 * MINUTE
    page('focused')
    await settled()
    assert.equal(at.reopened, 0)
    at.paused = false
    await play(1)
    assert.equal(at.reopened, 1)
    renewal.stop()
  })

  it('leaves a refusal to those who show it where it cannot be loaded', async () => {
    const { at, renewal } = begin({ isAway: true })
    assert.isFalse(await renewal.refused())
    assert.equal(at.reopened, 0)
    renewal.stop()
  })

  it('is waited for no longer than eight seconds', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      const { at, renewal } = begin({ hangs: true })
      at.date += 20 * MINUTE
      void renewal.fresh()
      await vi.advanceTimersByTimeAsync(7_999)
      assert.equal(at.reopened, 0)
      await vi.advanceTimersByTimeAsync(1)
      assert.equal(at.reopened, 1)
    } finally {
      vi.useRealTimers()
    }
  })

  it('does nothing any more once the session is left', async () => {
    const { at, renewal, play, page } = begin()
    renewal.stop()
    await play(20 * MINUTE)
    page('online')
    await settled()
    assert.deepEqual([at.loads, at.reopened, at.held], [0, 0, false])
  })
})
