import { assert } from 'chai'
import { LearnerQueue } from '../../../src/http/limits/learner-queue.js'
import { LessonProblem } from '../../../src/problems/lesson-problem.js'

function latch(): { readonly opened: Promise<void>; open(): void } {
  let open = (): void => undefined
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { opened, open: () => open() }
}

describe('the queue before the database', () => {
  it('lets one batch of a learner through at a time, in order, and other learners beside it', async () => {
    const queue = new LearnerQueue()
    const first = latch()
    const order: string[] = []
    const slow = queue.run('ada', async () => {
      await first.opened
      order.push('first')
    })
    const next = queue.run('ada', async () => void order.push('second'))
    await queue.run('bob', async () => void order.push('bob'))
    assert.deepEqual(order, ['bob'])
    first.open()
    await Promise.all([slow, next])
    assert.deepEqual(order, ['bob', 'first', 'second'])
  })

  it('lets eight wait and refuses the ninth with busy', async () => {
    const queue = new LearnerQueue()
    const held = latch()
    const passing = Array.from({ length: 9 }, () => queue.run('ada', () => held.opened))
    const refusal: unknown = await queue
      .run('ada', () => held.opened)
      .then(
        () => null,
        (reason: unknown) => reason,
      )
    assert.instanceOf(refusal, LessonProblem)
    assert.deepInclude(refusal, { code: 'busy', retryAfter: 1 })
    held.open()
    await Promise.all(passing)
    assert.equal(await queue.run('ada', async () => 'free again'), 'free again')
  })

  it('goes on after a batch that failed', async () => {
    const queue = new LearnerQueue()
    const failing = queue.run('ada', () => Promise.reject(new Error('no')))
    const next = queue.run('ada', async () => 'next')
    await failing.catch(() => undefined)
    assert.equal(await next, 'next')
  })
})
