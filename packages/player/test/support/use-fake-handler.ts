import { FakeHandler } from './fake-handler.js'
import { unmountAll } from './mount.js'

/** A handler for all tests of a `describe`: as new for each, with no lesson left in the page. */
export function useFakeHandler(): FakeHandler {
  const handler = new FakeHandler()
  before(() => handler.start())
  after(() => handler.stop())
  afterEach(() => {
    unmountAll()
    handler.reset()
  })
  return handler
}
