import lit from 'eslint-plugin-lit'
import litA11y from 'eslint-plugin-lit-a11y'
import wc from 'eslint-plugin-wc'
import typescript from 'typescript-eslint'

/** What a pure module may not reach for: it is given the time, the random number, the stored value. */
const impure = [
  'performance',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'requestAnimationFrame',
  'fetch',
  'XMLHttpRequest',
  'WebSocket',
  'EventSource',
  'BroadcastChannel',
  'navigator',
  'location',
  'window',
  'self',
  'globalThis',
  'document',
  'localStorage',
  'sessionStorage',
  'indexedDB',
  'caches',
  'crypto',
  'process',
  'console',
  'require',
]

/** A given instant may become a `Date` anywhere; a `Date` without one reads the clock. */
const clock = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'A pure module is given the time.' },
  { selector: "CallExpression[callee.name='Date']", message: 'A pure module is given the time.' },
]

/** A raw timer takes any number, and fires at once at those that it cannot keep. */
const timers = ['setTimeout', 'setInterval'].map((name) => ({
  name,
  message: 'A delay may come from outside: use `after` and `every` of `timers.ts`, which keep it in bounds.',
}))
const withTimers = ['packages/{element-kit,server}/src/timers.ts']
const timersOf = ['window', 'globalThis', 'self'].flatMap((object) =>
  timers.map(({ name: property, message }) => ({ object, property, message })),
)
const stringify = {
  object: 'JSON',
  property: 'stringify',
  message: 'A page may have put `toJSON` on a prototype: use `serialize`.',
}
const chance = [
  { object: 'Math', property: 'random', message: 'A pure module is given its random numbers.' },
  { object: 'Date', property: 'now', message: 'A pure module is given the time.' },
]

const source = ['packages/*/src/**/*.ts', 'examples/*/src/**/*.ts']
const tests = ['packages/*/test/**/*.ts', 'examples/*/test/**/*.ts']
const pure = ['packages/*/src/core/**/*.ts', 'packages/protocol/src/**/*.ts']
const elements = [
  'packages/*/src/element/**/*.ts',
  'packages/studio/src/{upload,settings}/**/*.ts',
  'packages/element-kit/src/**/*.ts',
  'packages/*/src/define.ts',
]

const nodeGlobals = Object.fromEntries(
  ['AbortController', 'Buffer', 'URL', 'URLSearchParams', 'clearInterval', 'clearTimeout', 'console', 'fetch']
    .concat(['performance', 'process', 'setImmediate', 'setInterval', 'setTimeout', 'structuredClone'])
    .concat(['TextDecoder', 'TextEncoder', 'Request', 'Response', 'Headers', 'AbortSignal', 'crypto', 'globalThis'])
    .concat(['queueMicrotask', 'ReadableStream', 'btoa', 'atob'])
    .map((name) => [name, 'readonly']),
)
const testGlobals = Object.fromEntries(
  ['describe', 'it', 'expect', 'beforeAll', 'afterAll', 'beforeEach', 'afterEach', 'assert'].map((n) => [
    n,
    'readonly',
  ]),
)

const plain = {
  'prefer-const': 'error',
  eqeqeq: ['error', 'always', { null: 'ignore' }],
  'no-var': 'error',
  'no-empty': 'error',
  'no-debugger': 'error',
  'no-duplicate-imports': 'off',
  'object-shorthand': 'error',
}

/** One rule says what PostgreSQL can hold as text: `isStorableText` of the protocol. */
const storableElsewhere = [
  { selector: 'Literal[value=/\\u0000/]', message: 'Ask `isStorableText` what PostgreSQL can hold.' },
  { selector: 'Literal[regex.pattern=/Surrogate/]', message: 'Ask `isStorableText` what PostgreSQL can hold.' },
  {
    selector: 'MemberExpression[property.name=/^(isWellFormed|toWellFormed)$/]',
    message: 'Ask `isStorableText` what PostgreSQL can hold.',
  },
]
const erasable = [
  { selector: 'TSEnumDeclaration', message: 'Enums are not erasable: use a const object.' },
  { selector: 'TSParameterProperty', message: 'Parameter properties are not erasable: declare the field.' },
  { selector: 'Decorator', message: 'Decorators are not used here: use static properties.' },
  {
    selector: ':matches(PropertyDefinition, MethodDefinition) > Identifier.key[name=/^_/]',
    message: 'Private members are #private.',
  },
  ...['property.name', 'property.property.name'].map((name) => ({
    selector: `MemberExpression[computed=true][${name}=/(^i|I)d$/]`,
    message: 'An id may be `constructor`: read it with `ownValue`, or from a Map.',
  })),
]

export default typescript.config(
  {
    ignores: [
      '**/node_modules/**',
      '**/dist/**',
      '**/build/**',
      '**/.data/**',
      '**/coverage/**',
      'scripts/test/fixtures/**',
      '**/mockServiceWorker.js',
    ],
  },
  { linterOptions: { noInlineConfig: true } },
  { files: ['**/*.{js,mjs,cjs,ts}'], rules: plain },
  {
    // Functions that these hand to a page.
    files: ['scripts/proofs/faults/**/*.mjs'],
    languageOptions: { globals: { window: 'readonly', document: 'readonly', customElements: 'readonly' } },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: { globals: { ...nodeGlobals, ...testGlobals } },
    rules: { 'no-undef': 'error', 'no-unused-vars': 'error' },
  },
  // Scripts of the demo's pages run in the browser, and what draws the sample course sends functions there.
  { files: ['examples/**/*.js', 'packages/*/scripts/*.mjs'], rules: { 'no-undef': 'off' } },
  {
    files: ['**/*.ts'],
    extends: [typescript.configs.strictTypeChecked, typescript.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['packages/*/tsconfig.json', 'examples/*/tsconfig.json', 'scripts/config/tsconfig.*.json'],
        tsconfigRootDir: process.cwd(),
      },
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // `return later()` where both return nothing is one way to leave a function.
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      // Ports are objects of functions that need no `this`; a shell that does nothing is a shell.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-empty-function': 'off',
      // A named interface says more in an editor than the type it extends.
      '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'with-single-extends' }],
      // `void promise` says that nobody waits for it; a rejected one is then handled where it was made.
      '@typescript-eslint/no-meaningless-void-operator': 'off',
      // An index signature is read with brackets: the compiler asks for it.
      '@typescript-eslint/dot-notation': 'off',
      // The compiler already makes every index possibly undefined; `!` is how a loop says that it looked.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // A port is often an async interface whose simplest shell has nothing to wait for.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { args: 'after-used', ignoreRestSiblings: true }],
      'no-restricted-syntax': ['error', ...erasable],
    },
  },
  {
    files: ['packages/server/src/**/*.ts', 'packages/protocol/src/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...erasable, ...storableElsewhere] },
  },
  { files: source, rules: { 'max-lines': ['error', { max: 350 }] } },
  {
    files: tests,
    rules: {
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-unnecessary-type-assertion': 'off',
      // What comes back over HTTP is looked at, not trusted: a test that asserts on it needs no type for it.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    files: ['packages/{element-kit,player,studio,server}/src/**/*.ts'],
    ignores: withTimers,
    rules: { 'no-restricted-globals': ['error', ...timers], 'no-restricted-properties': ['error', ...timersOf] },
  },
  {
    files: ['packages/{element-kit,player,studio}/src/**/*.ts'],
    ignores: withTimers,
    rules: { 'no-restricted-properties': ['error', ...timersOf, stringify] },
  },
  {
    files: pure,
    rules: {
      'no-restricted-globals': [
        'error',
        ...impure.map((name) => ({ name, message: `A pure module is given what it needs; \`${name}\` is a shell’s.` })),
      ],
      'no-restricted-properties': ['error', ...chance],
      'no-restricted-syntax': ['error', ...erasable, ...storableElsewhere, ...clock],
    },
  },
  {
    files: ['packages/protocol/src/storable-text.ts'],
    rules: { 'no-restricted-syntax': ['error', ...erasable, ...clock] },
  },
  {
    files: ['packages/player/src/core/**/*.ts'],
    rules: { 'no-restricted-properties': ['error', ...chance, stringify] },
  },
  {
    files: elements,
    plugins: { lit, wc, 'lit-a11y': litA11y },
    rules: {
      ...lit.configs['flat/recommended'].rules,
      ...wc.configs['flat/best-practice'].rules,
      ...litA11y.configs.recommended.rules,
    },
  },
)
