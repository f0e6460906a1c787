import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { assert } from 'chai'
import { describe, it } from 'vitest'
import { canonical } from '../proofs/history/check/check-events.mjs'
import { checkHistory } from '../proofs/history/check/check-history.mjs'

const SESSION = '0b0e0d6a-8f0c-4a53-9d55-6f3d7f3f3a01'
const OTHER = '0b0e0d6a-8f0c-4a53-9d55-6f3d7f3f3a02'
const SUBJECT = 'lesson/l1/learner/ada%2Fb/1'
const ADA = { tenant_id: 'tenant-a', learner_id: 'ada/b' }
const segment = (n, from, to) => ({ n, from, to, rate: 1, started: from, ended: to, visible: true, muted: false })

/** A history in which everything is right: Ada watches, completes, is revoked and completes again by an admin. */
function goodHistory() {
  let clock = 0
  const call = (kind, input, answer, more = {}) => ({
    ...{
      id: clock,
      invoked: (clock += 1),
      returned: (clock += 1),
      outcome: 'ok',
      tenant: 'tenant-a',
      learner: 'ada/b',
    },
    ...{ kind, input, answer, text: JSON.stringify(answer) },
    ...more,
  })
  const report = (segments, watched, completed, through) =>
    call(
      'report',
      { reports: [{ session_id: SESSION, watched_segments: segments }] },
      {
        results: [{ session_id: SESSION, through }],
        progress: { l1: { attempt: 1, watched_segments: watched, completed } },
        courses: { c1: { attempt: 1, completed: false } },
      },
    )
  const decision = (completed, reason) =>
    call('verdict', { of: 'lesson', id: 'l1', learner: 'ada/b', completed, reason }, {}, { learner: null })
  const calls = [
    call('grant', { lesson_id: 'l1' }, { session_id: SESSION, attempt: 1, lesson: { title: 'l1 of-tenant-a' } }),
    report([segment(1, 0, 1.5)], [[0, 1.5]], false, 1),
    { ...report([segment(2, 1.5, 3)], [], false, 2), outcome: 'unknown', answer: undefined, text: undefined },
    report([segment(2, 1.5, 3)], [[0, 3]], true, 2),
    decision(false, 'cheated'),
    call('read', {}, { progress: { l1: { attempt: 1, watched_segments: [[0, 3]], completed: false } } }),
    decision(true, 'proved it'),
    call('result', { of: 'lesson', id: 'l1', learner: 'ada/b', result_id: 'r1', passed: true }, {}, { learner: null }),
    call('attempt', { course: 'c1', learner: 'ada/b', attempt: 2 }, { attempt: 2 }, { learner: null }),
    call('trespass', { path: '/v1/courses' }, undefined, { outcome: 'refused' }),
  ]
  const act = (number, kind, completed, reason) => ({
    ...{ ...ADA, act_id: `act-${number}`, subject: 'lesson', subject_id: 'l1', attempt: 1, kind, completed, reason },
  })
  const acts = [act(1, 'earned', true, null), act(2, 'revoked', false, 'cheated'), act(3, 'waived', true, 'proved it')]
  const events = acts.map(({ act_id: id, completed }, index) => ({
    ...{ tenant_id: 'tenant-a', event_id: id, subject: SUBJECT, revision: index + 1 },
    type: completed ? 'lesson.completed' : 'lesson.revoked',
    body: { revision: index + 1, id, data: { b: [1, null], a: 'x' } },
  }))
  const arrive = ({ event_id: id, body }) => ({
    tenant: 'tenant-a',
    id,
    body: canonical(body),
    status: 204,
    signed: true,
  })
  const evidence = (n, from, to) => ({ ...ADA, session_id: SESSION, n, media_from: from, media_to: to })
  return {
    calls,
    stored: {
      sessions: [
        { ...ADA, session_id: SESSION, lesson_id: 'l1', attempt: 1 },
        { ...ADA, learner_id: 'ben', session_id: OTHER, lesson_id: 'l1', attempt: 1 },
      ],
      evidence: [evidence(1, 0, 1500), evidence(2, 1500, 3000)],
      progress: [{ ...ADA, lesson_id: 'l1', attempt: 1, watched: [[0, 3000]] }],
      verdicts: [{ ...ADA, subject: 'lesson', subject_id: 'l1', attempt: 1, kind: 'waived', completed: true }],
      acts,
      attempts: [{ ...ADA, course_id: 'c1', attempt: 2 }],
      results: [{ ...ADA, of: 'lesson', id: 'l1', result_id: 'r1', passed: true }],
      events,
      heads: [{ tenant_id: 'tenant-a', subject: SUBJECT, revision: 3 }],
    },
    // The first was sent twice, the second time when the third had gone.
    arrivals: [...events.map(arrive), arrive(events[0])],
    leases: [
      claim('job', 10, { holder: null, until: null, state: null }, { holder: 'a', until: 50, state: null }),
      claim('job', 60, { holder: 'a', until: 50, state: null }, { holder: 'b', until: 90, state: null }),
      claim('delivery', 10, held(null, null, 'pending'), held('x', 70, 'pending')),
      claim('delivery', 20, held('x', 70, 'pending'), held(null, null, 'delivered')),
      claim('session', 5, held(null, null, null), held(null, null, 'closed')),
    ],
    probes: [{ tenant: 'tenant-a', learner: 'ada/b', table: 'lesson_progress', foreign: 0 }],
    learners: [{ tenant: 'tenant-a', learner: 'ada/b', honest: true }],
  }
}

function held(holder, until, state) {
  return { holder, until, state }
}

function claim(what, at, before, after) {
  return { what, key: 'k', at, before, after }
}

const of = (history, kind) => history.calls.filter((call) => call.kind === kind)

/** What breaks a good history, by the kind that it then has to be refused for. */
const BAD = {
  'acknowledged-lost': ({ stored }) => (stored.progress[0].watched = [[0, 2999]]),
  'stored-invented': ({ stored }) => (stored.progress[0].watched = [[0, 3001]]),
  'credit-lost': (history) => {
    history.calls.at(3).input.reports[0].watched_segments.push(segment(3, 3, 4))
  },
  'evidence-lost': ({ stored }) => stored.evidence.pop(),
  'evidence-invented': ({ stored }) => (stored.evidence[0].media_to = 1499),
  'session-lost': ({ stored }) => (stored.sessions[0].learner_id = 'ben'),
  'watched-went-back': (history) => (of(history, 'read')[0].answer.progress.l1.watched_segments = [[0, 2]]),
  'verdict-went-back': (history) => (of(history, 'verdict')[0].outcome = 'refused'),
  'earned-twice': ({ stored }) => stored.acts.push({ ...stored.acts[0], act_id: 'act-4' }),
  'act-invented': ({ stored }) => (stored.acts[1].reason = 'another'),
  'verdict-reverted': ({ stored }) => (stored.acts[1].kind = 'earned'),
  'verdict-differs': ({ stored }) => (stored.verdicts[0].completed = false),
  'act-lost': ({ stored }) => stored.acts.pop(),
  'verdict-lost': ({ stored }) => (stored.acts = []),
  'attempt-lost': ({ stored }) => (stored.attempts = []),
  'attempt-invented': ({ stored }) => stored.attempts.push({ ...stored.attempts[0], attempt: 3 }),
  'result-lost': ({ stored }) => (stored.results = []),
  'result-invented': ({ stored }) => (stored.results[0].passed = false),
  'event-twice': ({ stored }) => stored.events.push({ ...stored.events[2], revision: 4 }),
  'event-missing': ({ stored }) => stored.events.pop(),
  'event-differs': ({ stored }) => (stored.events[1].type = 'lesson.completed'),
  'event-invented': ({ stored }) => stored.events.push({ ...stored.events[2], event_id: 'act-9', revision: 4 }),
  'revision-gap': ({ stored }) => (stored.events[2].revision = 4),
  'revision-head': ({ stored }) => (stored.heads[0].revision = 2),
  'never-received': ({ arrivals }) => arrivals.splice(2, 1),
  'bytes-differ': ({ arrivals }) => (arrivals[3].body += ' '),
  unsigned: ({ arrivals }) => (arrivals[1].signed = false),
  'received-unknown': ({ arrivals }) => arrivals.push({ ...arrivals[0], id: 'act-9' }),
  'out-of-order': ({ arrivals }) => (arrivals[1].status = 500),
  'closed-twice': ({ leases }) =>
    leases.push(claim('session', 6, held(null, null, 'closed'), held(null, null, 'again'))),
  'two-holders': ({ leases }) => (leases[1].at = 40),
  'delivered-twice': ({ leases }) => leases.push(leases[2], leases[3]),
  trespass: (history) => (of(history, 'trespass')[0].outcome = 'ok'),
  'foreign-session': (history) => (of(history, 'read')[0].text += OTHER),
  'foreign-tenant': (history) => (of(history, 'read')[0].text += 'of-tenant-b'),
  'foreign-row': ({ probes }) => (probes[0].foreign = 1),
}

describe('the check of a history', () => {
  it('finds nothing in a history in which everything is right', () => {
    assert.deepEqual(checkHistory(goodHistory()), [])
  })

  for (const [kind, spoil] of Object.entries(BAD)) {
    it(`refuses one with ${kind}`, () => {
      const history = goodHistory()
      spoil(history)
      const kinds = checkHistory(history).map((violation) => violation.kind)
      assert.include(kinds, kind)
    })
  }

  it('refuses something of each kind that it names', () => {
    const folder = fileURLToPath(new URL('../proofs/history/check/', import.meta.url))
    const named = readdirSync(folder).flatMap((file) =>
      Array.from(
        readFileSync(`${folder}${file}`, 'utf8').matchAll(/kind: '([a-z]+(?:-[a-z]+)*)',\s+message/g),
        ([, kind]) => kind,
      ),
    )
    assert.sameMembers([...new Set(named)], Object.keys(BAD))
  })
})
