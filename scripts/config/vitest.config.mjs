import { relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { BaseSequencer } from 'vitest/node'
import { longTests } from './long-tests.mjs'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** Tests that must pass on every try: no retries anywhere, and a timeout only ends what hangs. */
function project(name, include, settings = {}) {
  return {
    root,
    test: {
      name,
      include,
      globals: true,
      environment: 'node',
      exclude: ['**/node_modules/**'],
      // Vitest gives up after a second, which a busy machine needs to answer at all.
      expect: { poll: { timeout: 30_000 } },
      ...settings,
    },
  }
}

/** Begins with the long ones, in the order of their list. */
class LongestFirst extends BaseSequencer {
  async sort(files) {
    const rank = ({ moduleId }) => {
      const place = longTests.indexOf(relative(root, moduleId).split(sep).join('/'))
      return place < 0 ? longTests.length : place
    }
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b))
  }
}

/** Nothing of one file can be seen in another, so they share what they import. */
const pure = { testTimeout: 30_000, isolate: false }
const startsProcesses = { testTimeout: 180_000, hookTimeout: 180_000, isolate: false }

export default defineConfig({
  root,
  test: {
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    projects: [
      project('protocol', ['packages/protocol/test/**/*.test.ts'], pure),
      project('player-core', ['packages/player/test/core/**/*.test.ts'], pure),
      project('player-reporting', ['packages/player/test/reporting/**/*.test.ts'], pure),
      project('player-i18n', ['packages/player/test/i18n/**/*.test.ts'], pure),
      project('player-lesson', ['packages/player/test/lesson/**/*.test.ts'], pure),
      project('player-simulation', ['packages/player/test/simulation/**/*.test.ts'], { testTimeout: 7_200_000 }),
      project('studio', ['packages/studio/test/{core,upload,settings,i18n}/**/*.test.ts'], pure),
      project('server', ['packages/server/test/**/*.test.ts'], startsProcesses),
      project('mux-local', ['packages/mux-local/test/**/*.test.ts'], startsProcesses),
      project('house', ['scripts/test/*.test.mjs'], { testTimeout: 300_000, hookTimeout: 300_000 }),
      project('demo', ['examples/demo/test/server/**/*.test.ts'], startsProcesses),
      project('certificates', ['examples/certificates/test/**/*.test.ts'], startsProcesses),
      // Two files at a time, each with a server and a browser: they mostly wait for a lesson to play.
      project('e2e', ['examples/demo/test/**/*.test.ts'], {
        testTimeout: 180_000,
        hookTimeout: 180_000,
        exclude: ['**/node_modules/**', 'examples/demo/test/{server,engines}/**'],
      }),
      project('engines', ['examples/*/test/engines/**/*.test.ts'], {
        testTimeout: 180_000,
        hookTimeout: 180_000,
        fileParallelism: false,
        maxWorkers: 1,
      }),
    ],
  },
})
