/** Somebody whom the demo lets you be. */
export interface Learner {
  readonly id: string
  readonly name: string
  readonly enrolled: boolean
}

export const LEARNERS: readonly Learner[] = [
  { id: 'ada', name: 'Ada', enrolled: true },
  { id: 'grace', name: 'Grace', enrolled: true },
  { id: 'linus', name: 'Linus', enrolled: true },
  { id: 'guest', name: 'Guest', enrolled: false },
]

const KEY = 'demo-learner'

/** The learner of the address, else the one chosen last on this device, else the first. */
export function chosenLearner(address: URLSearchParams): Learner {
  const wanted = address.get('learner') ?? localStorage.getItem(KEY)
  return LEARNERS.find(({ id }) => id === wanted) ?? LEARNERS[0]!
}

/** Remembers the choice on this device. */
export function rememberLearner(learner: Learner): void {
  localStorage.setItem(KEY, learner.id)
}
