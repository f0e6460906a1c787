import { assert } from 'chai'
import fc from 'fast-check'
import { reduceUpload } from '../../src/core/upload/reduce-upload.js'
import { GRAIN, NO_UPLOAD } from '../../src/core/upload/upload-state.js'
import { SimulatedUpload, type Fault } from './simulated-upload.js'

const MOMENT = { now: 0, random: 0.5, online: true }
const faults: readonly Fault[] = ['cut', 'fine', 'lost-answer', 'not-sent', 'server-error', 'wait-offline']
type Act = 'offline' | 'online' | 'pause' | 'reload' | 'resume' | 'signed-in'
const acts: readonly Act[] = ['offline', 'online', 'pause', 'reload', 'resume', 'signed-in']
const history = fc.array(fc.oneof(fc.constantFrom(...faults), fc.constantFrom(...acts)), { maxLength: 60 })

/** Does whatever is still needed, as a patient person and a good network would. */
function finish(upload: SimulatedUpload): void {
  for (let round = 0; round < 2_000 && upload.state.phase !== 'ready'; round += 1) {
    if (upload.step()) continue
    const { phase, hasFile } = upload.state
    if (phase === 'idle' || (phase === 'paused' && !hasFile)) upload.choose()
    else if (phase === 'paused') upload.send({ type: 'resume' })
    else if (phase === 'offline') upload.send({ type: 'online' })
    else if (phase === 'failed') upload.send(hasFile ? { type: 'replace' } : { type: 'reset' })
  }
}

describe('an upload', () => {
  it('brings the whole file, each byte once and in order, whatever happens on the way', () => {
    fc.assert(
      fc.property(history, fc.integer({ min: 1, max: 12 * GRAIN }), (happened, size) => {
        const upload = new SimulatedUpload(size)
        upload.choose()
        for (const one of happened) {
          if (one === 'reload') upload.reload()
          else if (acts.includes(one as Act)) upload.send({ type: one as Exclude<Act, 'reload'> })
          else upload.step(one as Fault)
        }
        finish(upload)
        assert.equal(upload.state.phase, 'ready')
        assert.equal(upload.received, size)
        const ends = upload.writes.map(([, to]) => to)
        // A new upload began from nothing only where somebody started over.
        const starts = upload.writes.filter(([from]) => from === 0).length
        assert.isAtMost(starts, upload.made)
        assert.equal(ends.at(-1), size)
        for (const [from, to] of upload.writes) assert.isTrue(from % GRAIN === 0 && (to === size || to % GRAIN === 0))
        assert.isNull(upload.kept, 'nothing stays on the device')
      }),
      { numRuns: 400 },
    )
  })

  it('goes on after a reload with nothing sent twice', () => {
    const upload = new SimulatedUpload(6 * GRAIN)
    upload.choose()
    for (let done = 0; done < 3; done += 1) upload.step()
    const before = upload.received
    assert.isAbove(before, 0)
    upload.reload()
    while (upload.step());
    assert.equal(upload.state.phase, 'paused')
    assert.isFalse(upload.state.hasFile)
    assert.equal(upload.state.sent, before, 'the page shows how far it was')
    upload.choose()
    finish(upload)
    assert.equal(upload.made, 1)
    assert.equal(
      upload.writes.reduce((sum, [from, to]) => sum + to - from, 0),
      6 * GRAIN,
    )
  })

  it('refuses another file after a reload, and keeps waiting for the right one', () => {
    for (const [size, lastModified, digest] of [
      [5 * GRAIN, 1, 'd'],
      [6 * GRAIN, 2, 'd'],
      [6 * GRAIN, 1, 'other'],
    ] as const) {
      const upload = new SimulatedUpload(6 * GRAIN)
      upload.choose()
      for (let done = 0; done < 3; done += 1) upload.step()
      upload.reload()
      while (upload.step());
      upload.digest = digest
      upload.choose(size, lastModified)
      while (upload.step());
      assert.equal(upload.state.refusal?.code, 'other_file')
      assert.equal(upload.state.phase, 'paused')
      upload.digest = 'd'
      upload.choose()
      finish(upload)
      assert.equal(upload.state.phase, 'ready')
    }
  })

  it('ignores late answers, but cancels an upload that was made after nobody wanted it any more', () => {
    const upload = new SimulatedUpload(GRAIN)
    upload.choose()
    upload.step()
    const { turn } = upload.state
    upload.send({ type: 'cancel' })
    assert.equal(upload.state.phase, 'cancelled')
    upload.send({ type: 'created', turn, upload: { ...upload.view(), uploadId: 'late' }, pieceLimit: null })
    assert.deepEqual(upload.cancelled, ['late'])
    assert.equal(upload.state.phase, 'cancelled')
  })

  it('takes over an upload that was made without its hearing of it', () => {
    const upload = new SimulatedUpload(3 * GRAIN)
    upload.choose()
    upload.step()
    upload.step('lost-answer')
    finish(upload)
    assert.equal(upload.made, 1)
    assert.equal(upload.received, 3 * GRAIN)
  })

  it('waits longer with each failure, and never asks the receiver for a piece before it knows where it stands', () => {
    const upload = new SimulatedUpload(4 * GRAIN)
    upload.choose()
    upload.step()
    upload.step()
    upload.step('not-sent')
    assert.equal(upload.state.phase, 'offline')
    assert.equal(upload.state.step, 'ask')
    upload.step()
    upload.step('server-error')
    assert.equal(upload.state.failures, 2)
    assert.equal(upload.state.step, 'ask')
  })

  it('asks the handler once the file is late, instead of trying for ever', () => {
    const upload = new SimulatedUpload(GRAIN)
    upload.choose()
    upload.step()
    const { turn } = upload.state
    upload.send({ type: 'created', turn, upload: { ...upload.view(), expiresAt: 500 }, pieceLimit: null })
    const { state } = reduceUpload(
      upload.state,
      { type: 'transferred', turn: upload.state.turn, answer: { kind: 'lost', status: null }, took: 1 },
      { ...MOMENT, now: 501 },
    )
    assert.equal(state.step, 'read')
  })

  it('waits for a sign-in and then does the same step', () => {
    const upload = new SimulatedUpload(GRAIN)
    upload.choose()
    upload.step()
    const failure = { code: 'signed-out', retryable: false, retryAfter: null, unanswered: false }
    const waiting = reduceUpload(upload.state, { type: 'call-failed', turn: upload.state.turn, failure }, MOMENT)
    assert.isTrue(waiting.state.signedOut)
    assert.deepEqual(waiting.effects, [{ type: 'ask-sign-in' }])
    const again = reduceUpload(waiting.state, { type: 'signed-in' }, MOMENT)
    assert.equal(again.state.step, 'create')
    assert.isFalse(again.state.signedOut)
  })

  it('says that another upload is in progress, and takes its place where somebody says so', () => {
    const upload = new SimulatedUpload(GRAIN)
    upload.choose()
    upload.step()
    const failure = { code: 'upload_in_progress', retryable: false, retryAfter: null, unanswered: false }
    upload.send({ type: 'call-failed', turn: upload.state.turn, failure })
    assert.deepInclude(upload.state, { phase: 'failed', reason: 'upload_in_progress' })
    upload.send({ type: 'replace' })
    assert.equal(upload.state.step, 'clear')
    finish(upload)
    assert.equal(upload.state.phase, 'ready')
  })

  for (const [server, phase] of [
    ['held', 'held'],
    ['failed', 'failed'],
    ['cancelled', 'cancelled'],
    ['superseded', 'cancelled'],
    ['timed_out', 'timed-out'],
    ['something new', 'processing'],
  ] as const) {
    it(`shows an upload that is ${server} at the handler as ${phase}`, () => {
      const upload = new SimulatedUpload(GRAIN)
      upload.choose()
      upload.step()
      upload.step()
      upload.step()
      const view = { ...upload.view(), state: server, reason: 'rule_unreachable' }
      upload.send({ type: 'read', turn: upload.state.turn, upload: view })
      assert.equal(upload.state.phase, phase)
    })
  }

  it('takes a file that is no video, empty or too large for none', () => {
    const rules = { accept: 'video/*,.mkv', maxSize: 10 }
    const refused = (file: { name?: string; size?: number; type?: string }) =>
      reduceUpload(
        NO_UPLOAD,
        { type: 'chosen', file: { name: 'a', size: 1, type: 'video/mp4', lastModified: 0, ...file }, rules },
        MOMENT,
      ).state.refusal
    assert.deepEqual(refused({ type: 'text/plain' }), { code: 'not_video' })
    assert.deepEqual(refused({ size: 0 }), { code: 'empty' })
    assert.deepEqual(refused({ size: 11 }), { code: 'too_large', limit: 10 })
    assert.isNull(refused({ name: 'A.MKV', type: 'video/x-matroska' }))
    assert.isNull(refused({ name: 'A.MKV', type: 'application/x' }))
    assert.isNull(refused({ type: '' }))
    assert.isNull(refused({}))
  })
})
