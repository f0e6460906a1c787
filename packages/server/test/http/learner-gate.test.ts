import { assert } from 'chai'
import { LearnerGate } from '../../src/http/learner-gate.js'
import { LessonProblem } from '../../src/problems/lesson-problem.js'

function latch(): { readonly opened: Promise<void>; open(): void } {
  let open = (): void => undefined
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { opened, open: () => open() }
}

describe('the gate before the database', () => {
  it('lets one batch of a learner through at a time, in order, and other learners beside it', async () => {
    const gate = new LearnerGate()
    const first = latch()
    const order: string[] = []
    const slow = gate.pass('ada', async () => {
      await first.opened
      order.push('first')
    })
    const next = gate.pass('ada', async () => void order.push('second'))
    await gate.pass('bob', async () => void order.push('bob'))
    assert.deepEqual(order, ['bob'])
    first.open()
    await Promise.all([slow, next])
    assert.deepEqual(order, ['bob', 'first', 'second'])
  })

  it('lets eight wait and refuses the ninth with busy', async () => {
    const gate = new LearnerGate()
    const held = latch()
    const passing = Array.from({ length: 9 }, () => gate.pass('ada', () => held.opened))
    const refusal: unknown = await gate
      .pass('ada', () => held.opened)
      .then(
        () => null,
        (reason: unknown) => reason,
      )
    assert.instanceOf(refusal, LessonProblem)
    assert.deepInclude(refusal, { code: 'busy', retryAfter: 1 })
    held.open()
    await Promise.all(passing)
    assert.equal(await gate.pass('ada', async () => 'free again'), 'free again')
  })

  it('goes on after a batch that failed', async () => {
    const gate = new LearnerGate()
    const failing = gate.pass('ada', () => Promise.reject(new Error('no')))
    const next = gate.pass('ada', async () => 'next')
    await failing.catch(() => undefined)
    assert.equal(await next, 'next')
  })
})
