/** One text for several parts, different for different parts. */
export const keyOf = (...parts) => JSON.stringify(parts)

/** A list by key, in the order given. */
export function groupBy(list, toKey) {
  const groups = new Map()
  for (const item of list) {
    const key = toKey(item)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}

/** The subject of a learner's verdict, as it is written on an event. */
export const subjectOf = ({ of, id, learner, attempt }) =>
  `${of}/${encodeURIComponent(id)}/learner/${encodeURIComponent(learner)}/${attempt}`

/** Whether somebody was shown progress: `answer.progress` by lesson, `answer.courses` by course. */
export const showsProgress = ({ kind, outcome }) => outcome === 'ok' && ['grant', 'report', 'read'].includes(kind)
