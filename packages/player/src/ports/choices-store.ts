import type { LearnerChoices } from '../core/playback/learner-choices.js'

/** Keeps what the learner chose, on this device. No call throws. */
export interface ChoicesStore {
  read(): LearnerChoices
  /** Keeps these; what is not named stays as it was kept last, by whichever tab. */
  change(part: Partial<LearnerChoices>): void
}
