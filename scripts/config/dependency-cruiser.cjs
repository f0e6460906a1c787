/**
 * Who may import whom (docs/architecture.md). Paths are relative to the folder the check runs in; a package that is
 * imported by its name is seen either by that name or, resolved, by the `dist` it points to, above the folder if need be.
 */
const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })
const packageNamed = (name) => `^(([.][.]/)*packages/${name}/|@enhancedhr/${name}($|/))`

/** Modules that choose concrete shells; everything else is handed a port. */
const playerRoots = '^packages/player/src/(session|composition|lazy-code|index|define)[.]ts$'
/** What the rest of the server may know of storage: the interfaces, and the error that says it is away. */
const storagePorts = [
  'store',
  'database/sql-client',
  'database/storage-unavailable-error',
  'database/storage-overloaded-error',
  'database/database-not-ready-error',
]
/** Errors of a database that does not answer, or is not set up: the edge answers them with problems. */
const storageErrors =
  '^packages/server/src/storage/database/(storage-unavailable|storage-overloaded|database-not-ready)-error[.]ts$'
/** What every topic of storage may use, and none of them owns. */
const storageShared = '^packages/server/src/storage/(database|rows|write)/'
/** Drivers and migrations; they know the shared parts and each other, and no topic. */
const storageBase = '(?:database|rows|write|migrations|pglite)'
const serverRoots = '^packages/server/src/((cli|options)/)?[^/]+[.]ts$'

module.exports = {
  forbidden: [
    forbid('no-cycles', 'A cycle has no order in which it can be read.', {}, { circular: true }),
    forbid(
      'protocol-imports-only-zod-mini',
      'The protocol runs anywhere, so it may lean on nothing but the small schemas.',
      { path: '^packages/protocol/src/' },
      { pathNot: ['^packages/protocol/src/', '(^|/)zod/(v4/)?mini(/|$)'] },
    ),
    forbid(
      'element-kit-knows-no-product',
      'What elements share knows none of them, and of the server what the protocol says.',
      { path: '^packages/element-kit/src/' },
      { path: '^([.][.]/)*(packages|@enhancedhr)/', pathNot: ['^packages/element-kit/', packageNamed('protocol')] },
    ),
    forbid(
      'core-is-pure',
      'A core imports only itself and the protocol; everything else reaches it as a value.',
      { path: '^packages/([^/]+)/src/core/' },
      { pathNot: ['^packages/$1/src/core/', packageNamed('protocol')] },
    ),
    forbid(
      'player-and-server-meet-in-the-protocol',
      'What both need belongs to the protocol.',
      { path: '^packages/(player|server|studio)/src/' },
      { path: packageNamed('(player|server|studio)'), pathNot: '^packages/$1/' },
    ),
    forbid(
      'products-do-not-know-the-stand-in',
      'mux-local is for development and tests.',
      { path: '^packages/(player|studio|server|protocol)/src/' },
      { path: packageNamed('mux-local') },
    ),
    forbid(
      'no-deep-imports',
      'Another package is its exports, imported by name. A measurement looks inside.',
      { path: '^packages/(?!bench/)([^/]+)/src/' },
      { path: '^packages/', pathNot: ['^packages/$1/', '^packages/[^/]+/dist/'] },
    ),
    forbid(
      'no-relative-imports-across-packages',
      'Another package is its exports, imported by name.',
      { path: '^(packages/(?!bench/)[^/]+/src|examples/[^/]+/src)/' },
      { path: '^packages/', pathNot: '^$1/', dependencyTypes: ['local'] },
    ),
    forbid(
      'examples-use-the-public-packages',
      'An example shows what a host application can do.',
      { path: '^examples/' },
      { path: ['^packages/[^/]+/(src|build|test)/', '^@enhancedhr/[^/]+/(src|build|dist)/'] },
    ),
    forbid(
      'source-does-not-import-tests',
      'Tests know the source, never the other way round.',
      { path: '/src/' },
      { path: '/test/' },
    ),
    forbid(
      'player-shells-know-only-ports',
      'A shell of the player implements a port; it knows no layer above it and no other shell.',
      { path: '^packages/player/src/browser/' },
      { path: '^packages/player/src/(element|lesson|reporting|session|composition|define|index)' },
    ),
    forbid(
      'player-logic-knows-only-core-and-ports',
      'What is neither pure nor a shell is handed its shells.',
      { path: '^packages/player/src/(lesson|reporting)/' },
      { path: '^packages/player/src/(element|browser|session|composition|define|index)' },
    ),
    forbid(
      'player-roots-name-the-shells',
      'Only the composition root chooses the shells.',
      { path: '^packages/player/src/', pathNot: [playerRoots, '^packages/player/src/browser/'] },
      { path: '^packages/player/src/browser/' },
    ),
    forbid(
      'player-roots-name-mux-player',
      'The rest of the player sees a playback adapter, so that another player can take its place.',
      {
        path: '^packages/player/src/',
        pathNot: [playerRoots, '^packages/player/src/playback/'],
      },
      { path: ['^packages/player/src/playback/mux/', '(^|/)@mux/'] },
    ),
    forbid(
      'playback-knows-no-layer-above',
      'An adapter plays what it is given; it does not know who asks.',
      { path: '^packages/player/src/playback/' },
      { path: '^packages/player/src/(element|lesson|reporting|browser|session|composition|define|index)' },
    ),
    forbid(
      'only-define-registers',
      'Importing a module does nothing; a define.ts is where an element is registered, and nothing imports it.',
      { path: '^packages/(player|studio)/src/' },
      { path: '^packages/(player|studio)/src/(transcript/)?define[.]ts$' },
    ),
    forbid(
      'studio-logic-knows-only-core-and-ports',
      'What carries out an upload or edits a lesson is handed its shells, and knows no element.',
      { path: '^packages/studio/src/(upload|settings|ports)/' },
      { path: '^packages/studio/src/(element|browser|composition|define|index)' },
    ),
    forbid(
      'studio-shells-know-only-ports',
      'A shell of the studio implements a port; it knows no layer above it.',
      { path: '^packages/studio/src/browser/' },
      { path: '^packages/studio/src/(element|upload|settings|composition|define|index)' },
    ),
    forbid(
      'studio-roots-name-the-shells',
      'Only the composition root chooses the shells.',
      { path: '^packages/studio/src/', pathNot: '^packages/studio/src/(composition[.]ts$|browser/)' },
      { path: '^packages/studio/src/browser/' },
    ),
    forbid(
      'companions-know-the-player-from-outside',
      'A companion is loaded without the player’s code, and works with its public members: of the rest it takes types alone.',
      { path: '^packages/player/src/(companion|transcript)/' },
      {
        path: '^packages/player/src/(element|lesson|playback|reporting|browser|session|composition|index)',
        pathNot: '^packages/player/src/element/page/(page-players|viewport-visibility)[.]ts$',
        dependencyTypesNot: ['type-only'],
      },
    ),
    forbid(
      'server-roots-name-the-shells',
      'Only the composition roots (the program among them) choose signing, sending, measuring, storage and their drivers.',
      {
        path: '^packages/server/src/',
        pathNot: [serverRoots, '^packages/server/src/(storage|signing|webhooks|mux|telemetry)/'],
      },
      {
        path: '^packages/server/src/(signing|webhooks|mux|storage|telemetry)/',
        pathNot: `^packages/server/src/storage/(${storagePorts.join('|')})[.]ts$`,
        dependencyTypesNot: ['type-only'],
      },
    ),
    forbid(
      'server-shells-do-not-know-http',
      'Storage, signing, sending and measuring answer use cases; they do not know who asks.',
      { path: '^packages/server/src/(storage|signing|webhooks|mux|telemetry)/' },
      { path: '^packages/server/src/(http/|app/|jobs/|composition|node|index)' },
    ),
    forbid(
      'server-app-does-not-know-http',
      'A use case is the same whoever runs it: a route, a job, or the host by `lessons.api`.',
      { path: '^packages/server/src/app/' },
      { path: '^packages/server/src/(http/|jobs/|limits/|signing/|webhooks/|mux/|composition|node|index)' },
    ),
    forbid(
      'server-app-knows-the-store-alone',
      'A use case reads and writes through the interfaces of the store; how they are kept is the business of storage.',
      { path: '^packages/server/src/app/' },
      { path: '^packages/server/src/storage/', pathNot: '^packages/server/src/storage/store[.]ts$' },
    ),
    forbid(
      'server-http-is-transport',
      'A route reads a request, runs a use case and writes the answer; it touches no storage, no key and no job.',
      { path: '^packages/server/src/http/' },
      { path: '^packages/server/src/(storage|signing|webhooks|mux|jobs|limits)/', pathNot: storageErrors },
    ),
    forbid(
      'server-jobs-run-use-cases',
      'A job works through the context of use cases, as a route does.',
      { path: '^packages/server/src/jobs/' },
      { path: '^packages/server/src/(http|storage|signing|webhooks|mux|limits|options)/' },
    ),
    forbid(
      'server-problems-know-nobody',
      'Every layer throws problems, so they can know none.',
      { path: '^packages/server/src/problems/' },
      { path: '^packages/server/src/', pathNot: '^packages/server/src/(problems|core)/' },
    ),
    forbid(
      'server-storage-topics-stay-apart',
      'Topics of storage meet in what they share: database, rows and write. What needs two of them is a use case.',
      { path: `^packages/server/src/storage/(?!${storageBase}/)([^/]+)/` },
      { path: '^packages/server/src/storage/', pathNot: ['^packages/server/src/storage/$1/', storageShared] },
    ),
    forbid(
      'server-storage-base-knows-no-topic',
      'What every topic uses knows none of them.',
      { path: `^packages/server/src/storage/${storageBase}/` },
      { path: '^packages/server/src/storage/', pathNot: `^packages/server/src/storage/${storageBase}/` },
    ),
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: ['node_modules', '^packages/[^/]+/dist/'] },
    exclude: { path: ['/build/', '^scripts/'] },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'default', 'types', 'browser', 'node'],
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.json'],
    },
  },
}
