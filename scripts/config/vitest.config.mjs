import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** Tests that must pass on every try: no retries anywhere, and a timeout only ends what hangs. */
function project(name, include, settings = {}) {
  return {
    root,
    test: { name, include, globals: true, environment: 'node', exclude: ['**/node_modules/**'], ...settings },
  }
}

const startsProcesses = { testTimeout: 60_000, hookTimeout: 120_000 }

export default defineConfig({
  root,
  test: {
    maxWorkers: 2,
    projects: [
      project('protocol', ['packages/protocol/test/**/*.test.ts'], { testTimeout: 30_000 }),
      project('player-core', ['packages/player/test/core/**/*.test.ts'], { testTimeout: 30_000 }),
      project('player-simulation', ['packages/player/test/simulation/**/*.test.ts'], { testTimeout: 7_200_000 }),
      project('server', ['packages/server/test/**/*.test.ts'], startsProcesses),
      project('mux-local', ['packages/mux-local/test/**/*.test.ts'], startsProcesses),
      project('house', ['scripts/test/*.test.mjs'], { testTimeout: 120_000, hookTimeout: 120_000 }),
      // One browser and one server at a time: these measure seconds watched, and two at once would share two cores.
      project('e2e', ['examples/*/test/**/*.test.ts'], {
        testTimeout: 180_000,
        hookTimeout: 180_000,
        fileParallelism: false,
        maxWorkers: 1,
        sequence: { groupOrder: 1 },
      }),
    ],
  },
})
