/** Shows an element's states to the page's style sheets: each name is what `:state(…)` may select. */
export function showStates(internals: ElementInternals, states: Readonly<Record<string, boolean>>): void {
  for (const [name, on] of Object.entries(states)) {
    try {
      if (on) internals.states.add(name)
      else internals.states.delete(name)
    } catch {
      // Browsers before 2024 have no states, or only such with two dashes; nothing but styling is lost.
    }
  }
}
