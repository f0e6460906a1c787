/**
 * The test files that take long, the longest of each runner first: they begin before all others, so that none of them
 * is left alone at the end. Paths from the root.
 */
export const longTests = [
  'examples/demo/test/demo-page.test.ts',
  'examples/demo/test/whole-flow.test.ts',
  'examples/demo/test/renewal/renewal.test.ts',
  'examples/demo/test/renewal/native.test.ts',
  'examples/demo/test/kills/kills.test.ts',
  'examples/demo/test/admin/admin.test.ts',
  'scripts/test/package-checks.test.mjs',
  'packages/server/test/storage/pglite-store.test.ts',
  'packages/server/test/vectors/handler.test.ts',
  'scripts/test/source-checks.test.mjs',
  'scripts/test/build.test.mjs',
  'packages/player/test/simulation/delivery-soak.test.ts',
  'packages/player/test/pages/progress.page.ts',
  'packages/player/test/pages/holding.page.ts',
  'packages/player/test/pages/operating.page.ts',
  'packages/player/test/pages/playing.page.ts',
  'packages/player/test/pages/captions.page.ts',
  'packages/player/test/element/languages.test.ts',
]
