/**
 * What a run is made of. `faults` says how often which one happens, `every` how many milliseconds lie between two, `lasts` how
 * long the first of them lasts before what was ended is started again.
 */
export const PROFILES = {
  /** Everything may fail: two servers, PostgreSQL, Redis, the receiver, and the connections between them. */
  mixed: {
    handlers: 2,
    store: 'postgres',
    limits: 'redis',
    every: [700, 1_700],
    faults: {
      'kill handler': 5,
      'stop handler': 2,
      'freeze handler': 4,
      'crash postgres': 3,
      'kill postgres': 2,
      'freeze postgres': 2,
      'cut database': 4,
      'kill backend': 2,
      'kill redis': 2,
      'freeze redis': 2,
      'kill receiver': 2,
      'freeze receiver': 2,
    },
  },
  /** Three servers, of which one is killed or frozen every second or two, with work for their jobs. */
  'three-processes': {
    handlers: 3,
    store: 'postgres',
    limits: 'database',
    jobs: true,
    every: [900, 2_000],
    faults: { 'kill handler': 7, 'freeze handler': 3 },
  },
  /** One server with the embedded database. */
  pglite: {
    handlers: 1,
    store: 'pglite',
    limits: 'memory',
    every: [1_500, 3_000],
    faults: { 'kill handler': 6, 'freeze handler': 2, 'stop handler': 1, 'kill receiver': 1 },
  },
}

/** How long a fault lasts, in milliseconds, the least and the most. */
const LASTS = { kill: [50, 900], crash: [50, 900], stop: [50, 500], freeze: [300, 3_000], cut: [0, 0] }

/** The faults of a run: `{ at, action, target, index, lasts }`, in milliseconds from its start. The same for the same numbers. */
export function planFaults({ faults, every, handlers }, random, length) {
  const plan = []
  for (let at = random.between(...every); at < length; at += random.between(...every)) {
    const [action, target] = random.weighted(faults).split(' ')
    const index = target === 'handler' ? random.between(0, handlers - 1) : 0
    plan.push({ at, action, target, index, lasts: random.between(...LASTS[action]) })
  }
  return plan
}
