import { assert } from 'chai'
import { readLesson } from '../../src/core/settings/read-lesson.js'
import { reduceSettings } from '../../src/core/settings/reduce-settings.js'
import { faultsOf, isDirty, NO_SETTINGS, type SettingsEvent } from '../../src/core/settings/settings-state.js'

const lesson = (change: Readonly<Record<string, unknown>> = {}, etag = '"1"') =>
  readLesson({ title: 'A', duration: 60, completion: { threshold: 0.9 }, policies: {}, ...change }, etag)
const run = (...events: SettingsEvent[]) => events.reduce(reduceSettings, NO_SETTINGS)
const loaded: SettingsEvent = { type: 'loaded', lesson: lesson() }
const edit = (title: string): SettingsEvent => ({ type: 'edit', change: { title }, pointer: '/title' })
const save: SettingsEvent = { type: 'save' }

describe('the settings of a lesson', () => {
  it('are dirty once something differs, and clean when it is as before', () => {
    assert.isFalse(isDirty(run(loaded)))
    assert.isTrue(isDirty(run(loaded, edit('B'))))
    assert.isFalse(isDirty(run(loaded, edit('B'), edit('A'))))
    assert.isFalse(isDirty(run(loaded, edit('B'), { type: 'discard' })))
  })

  it('are saved once, and not while something cannot be saved', () => {
    const saving = run(loaded, edit('B'), save)
    assert.equal(saving.saving?.title, 'B')
    assert.strictEqual(reduceSettings(saving, save), saving)
    const refused = run(loaded, edit(' '), save)
    assert.isNull(refused.saving)
    assert.isTrue(refused.tried)
    assert.deepEqual(faultsOf(refused), [{ code: 'title', pointer: '/title' }])
  })

  it('keep what is typed while they are saved', () => {
    const state = run(loaded, edit('B'), save, edit('C'), { type: 'saved', lesson: lesson({ title: 'B' }, '"2"') })
    assert.equal(state.draft?.title, 'C')
    assert.equal(state.base?.etag, '"2"')
    assert.isTrue(isDirty(state))
  })

  it('take what the handler made of them', () => {
    const normal = lesson({ completion: { required_segments: [[1, 3]] } }, '"2"')
    const parts = [
      [1, 2],
      [2, 3],
    ] as const
    const event: SettingsEvent = { type: 'edit', change: { parts }, pointer: '/completion/required_segments' }
    const state = run(loaded, event, save, { type: 'saved', lesson: normal })
    assert.deepEqual(state.draft?.parts, [[1, 3]])
    assert.isFalse(isDirty(state))
  })

  it('show both versions where somebody else saved, and save what was chosen as a change of theirs', () => {
    const theirs = lesson({ title: 'T', quiz: true }, '"2"')
    const conflict = run(loaded, edit('M'), save, { type: 'conflict', theirs })
    assert.deepEqual(conflict.conflict?.differences, [
      { field: 'title', whose: 'mine' },
      { field: 'quiz', whose: 'theirs' },
    ])
    const kept = reduceSettings(conflict, save)
    assert.deepInclude(kept.saving, { title: 'M', quiz: true })
    assert.equal(kept.base?.etag, '"2"')
    const chosen = reduceSettings(
      reduceSettings(conflict, { type: 'choose', difference: { field: 'title', whose: 'theirs' } }),
      save,
    )
    assert.deepInclude(chosen.saving, { title: 'T', quiz: true })
    assert.equal(reduceSettings(conflict, { type: 'discard' }).draft?.title, 'T')
  })

  it('keep what is edited when the lesson is read again, as after an upload', () => {
    const state = run(loaded, edit('M'), { type: 'loaded', lesson: lesson({ duration: 30, quiz: true }, '"5"') })
    assert.deepInclude(state.draft, { title: 'M', quiz: true })
    assert.equal(state.base?.duration, 30)
    assert.equal(state.base?.etag, '"5"')
  })

  it('keep what cannot be read at its field, until it is changed', () => {
    const pointer = '/completion/required_segments/0/from'
    const state = run(loaded, { type: 'typed', pointer, text: 'x' })
    assert.deepEqual(faultsOf(state), [{ pointer, code: 'time' }])
    assert.isTrue(isDirty(state))
    const gone = reduceSettings(state, {
      type: 'edit',
      change: { parts: [] },
      pointer: '/completion/required_segments',
    })
    assert.deepEqual(gone.typed, {})
  })

  it('show what the handler refused at its field, until that is changed', () => {
    const faults = [{ pointer: '/title', code: 'other', detail: 'No.' }] as const
    const state = run(loaded, edit('B'), save, { type: 'refused', faults })
    assert.isNull(state.saving)
    assert.deepEqual(faultsOf(state), faults)
    assert.deepEqual(faultsOf(reduceSettings(state, edit('C'))), [])
  })
})
