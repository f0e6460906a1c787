/**
 * Calls a listener. One that throws is reported like any uncaught error of the page, and never stops whoever called it: evidence is
 * sent whatever happens to those who watch.
 */
export function notify(listener: () => void): void {
  try {
    listener()
  } catch (error) {
    reportUncaught(error)
  }
}

/** Reports an error that nobody expects, as the browser does with one that nobody caught. */
export function reportUncaught(error: unknown): void {
  if (typeof reportError === 'function') reportError(error)
  else console.error(error)
}
