/**
 * Every suite of `npm test`, in the order in which their counts are shown. `home` is where the files are. One that is
 * `onlyByName` needs more than Chromium.
 */
export const suites = [
  { name: 'protocol', runner: 'vitest', home: 'packages/protocol/test/' },
  { name: 'player-core', runner: 'vitest', home: 'packages/player/test/core/' },
  { name: 'player-reporting', runner: 'vitest', home: 'packages/player/test/reporting/' },
  { name: 'player-i18n', runner: 'vitest', home: 'packages/player/test/i18n/' },
  { name: 'player-lesson', runner: 'vitest', home: 'packages/player/test/lesson/' },
  { name: 'player-simulation', runner: 'vitest', home: 'packages/player/test/simulation/' },
  { name: 'studio', runner: 'vitest', home: 'packages/studio/test/' },
  { name: 'mux-local', runner: 'vitest', home: 'packages/mux-local/test/' },
  { name: 'server', runner: 'vitest', home: 'packages/server/test/' },
  { name: 'house', runner: 'vitest', home: 'scripts/test/' },
  { name: 'demo', runner: 'vitest', home: 'examples/demo/test/server/' },
  { name: 'certificates', runner: 'vitest', home: 'examples/certificates/test/' },
  { name: 'browser-player', runner: 'wtr', group: 'player' },
  { name: 'browser-studio', runner: 'wtr', group: 'studio' },
  { name: 'engines', runner: 'vitest', home: 'examples/demo/test/engines/', onlyByName: true },
  { name: 'e2e', runner: 'vitest', home: 'examples/demo/test/' },
]

/** The suites that need no browser. */
export const nodeSuites = suites.filter(({ runner, name }) => runner === 'vitest' && !['engines', 'e2e'].includes(name))
