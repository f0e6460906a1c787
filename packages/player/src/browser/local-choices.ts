import { NO_CHOICES, readChoices, writeChoices, type LearnerChoices } from '../core/playback/learner-choices.js'
import type { ChoicesStore } from '../ports/choices-store.js'

const KEY = 'ehr-lesson-player'

/** What the browser would not take; the page goes on with it. */
let unwritten: LearnerChoices | null = null

/** Keeps a learner's choices in localStorage, for all lessons of this origin; where that is denied or full, for this page. */
export const localChoices: ChoicesStore = {
  read() {
    if (unwritten) return unwritten
    try {
      return readChoices(localStorage.getItem(KEY))
    } catch {
      return NO_CHOICES
    }
  },
  change(part) {
    const text = writeChoices({ ...localChoices.read(), ...part })
    try {
      localStorage.setItem(KEY, text)
      unwritten = null
    } catch {
      unwritten = readChoices(text)
    }
  },
}
