/** What `:state(…)` may select. */
export interface ShownStates {
  readonly loading: boolean
  readonly ready: boolean
  readonly completed: boolean
  readonly offline: boolean
  readonly error: boolean
}

/** Shows the element's states to the page's style sheets. */
export function showStates(internals: ElementInternals, states: ShownStates): void {
  for (const [name, on] of Object.entries(states)) {
    try {
      if (on) internals.states.add(name)
      else internals.states.delete(name)
    } catch {
      // Browsers before 2024 have no states, or only such with two dashes; nothing but styling is lost.
    }
  }
}
