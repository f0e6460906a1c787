import { assert } from 'chai'
import { createBrowserTabs } from '../../src/browser/browser-tabs.js'
import type { Tabs } from '../../src/ports/tabs.js'

let names = 0
const fresh = () => `work-${performance.now()}-${(names += 1)}`
/** As another tab of this browser sees it: its locks and its channel are the same. */
const tab = (options = {}): Tabs => createBrowserTabs({ beatMs: 20, silenceMs: 100, ...options })

/** Work that ends when the test says so. */
function job() {
  let finish = (): void => undefined
  const ended = new Promise<void>((resolve) => (finish = resolve))
  let begin = (): void => undefined
  const begun = new Promise<void>((resolve) => (begin = resolve))
  const work = async (): Promise<void> => {
    begin()
    await ended
  }
  return { work, finish, begun }
}

describe('browser tabs', () => {
  it('case 58: of two that want to send one waits for the other', async () => {
    const name = fresh()
    const order: string[] = []
    const first = job()
    const one = tab().alone(name, async () => {
      await first.work()
      order.push('one')
    })
    await first.begun
    const two = tab().alone(name, async () => void order.push('two'))
    first.finish()
    await Promise.all([one, two])
    assert.deepEqual(order, ['one', 'two'])
  })

  it('case 59: the turn goes on when whoever has it fails', async () => {
    const name = fresh()
    const failing = tab().alone(name, () => Promise.reject(new Error('crashed')))
    const next = tab().alone(name, async () => 'done')
    assert.strictEqual(await failing.catch((error: unknown) => (error as Error).message), 'crashed')
    assert.strictEqual(await next, 'done')
  })

  it('case 60: takes the turn from a tab that is frozen, which is silent', async () => {
    const name = fresh()
    const frozen = job()
    // Without its heartbeat, as a page whose timers stand still.
    const old = tab({ beatMs: 1e6, silenceMs: 1e6 }).alone(name, frozen.work)
    await frozen.begun
    assert.strictEqual(await tab().alone(name, async () => 'taken'), 'taken')
    frozen.finish()
    await old
  })

  /** Who comes first where a second tab waits for one that works, and that ends so many milliseconds after `meanwhile`. */
  async function orderBehindSlow(silenceMs: number, afterMs: number, meanwhile = () => {}): Promise<string[]> {
    const name = fresh()
    const slow = job()
    const order: string[] = []
    const times = { beatMs: 100, silenceMs }
    const one = tab(times).alone(name, async () => {
      await slow.work()
      order.push('slow')
    })
    await slow.begun
    const two = tab(times).alone(name, async () => void order.push('next'))
    meanwhile()
    setTimeout(slow.finish, afterMs)
    await Promise.all([one, two])
    return order
  }

  it('waits for a tab that takes long but is not silent', async () => {
    assert.deepEqual(await orderBehindSlow(1_500, 2_500), ['slow', 'next'])
  })

  it('waits on after it stood still itself, when it could not hear the other tab', async () => {
    const standStill = () => {
      const end = performance.now() + 1_500
      while (performance.now() < end);
    }
    assert.deepEqual(await orderBehindSlow(1_000, 300, standStill), ['slow', 'next'])
  })

  it('case 61: works beside the others where locks are denied or not there', async () => {
    const denied = {
      request: () => Promise.reject(new DOMException('denied', 'SecurityError')),
      query: () => Promise.reject(new DOMException('denied', 'SecurityError')),
    } as unknown as LockManager
    for (const locks of [null, denied]) {
      const tabs = tab({ locks })
      assert.strictEqual(await tabs.alone(fresh(), async () => 'done'), 'done')
      assert.isNull(await tabs.living())
      tabs.present('anything')()
    }
  })

  it('case 64: works without a channel to the others', async () => {
    for (const channel of [null, () => assert.fail('sandboxed')]) {
      const tabs = tab({ channel })
      const stop = tabs.listen(() => assert.fail('nobody sends anything'))
      tabs.broadcast('anything')
      assert.strictEqual(await tabs.alone(fresh(), async () => 'done'), 'done')
      stop()
    }
  })

  it('knows which sessions are played, until their page ends them', async () => {
    const key = fresh()
    const plays = async () => (await tab().living())?.has(key)
    assert.isFalse(await plays())
    const absent = tab().present(key)
    while (!(await plays()));
    // Looking again does not end it.
    assert.isTrue(await plays())
    absent()
    while (await plays());
    assert.isFalse(await plays())
  })

  it('case 44: hears the other tabs, another version’s too, and says nothing to itself', async () => {
    const one = tab()
    const received: unknown[] = []
    const stopOwn = one.listen(() => assert.fail('it received its own message'))
    const two = tab()
    const arrived = new Promise<void>((resolve) => {
      const stop = two.listen((message) => {
        received.push(message)
        stop()
        resolve()
      })
    })
    one.broadcast({ v: 2, anything: true })
    await arrived
    stopOwn()
    assert.deepEqual(received, [{ v: 2, anything: true }])
  })
})
