import type { Tabs } from '../../src/ports/tabs.js'

/** The only tab there is: it never waits for another, and hears nothing. */
export const loneTab: Tabs = {
  alone: (_name, work) => work(),
  present: () => () => {},
  living: () => Promise.resolve(new Set()),
  broadcast: () => {},
  listen: () => () => {},
}
