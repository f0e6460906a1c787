import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { build } from 'esbuild'

const PACKAGES = ['packages/player', 'packages/studio']
const HOME = 'packages/player/test'
const TESTS = PACKAGES.flatMap((home) => ['browser', 'element', 'pages'].map((folder) => `${home}/test/${folder}`))
const SOURCES = PACKAGES.map((home) => `${home}/src`)

const filesIn = (folder) =>
  existsSync(folder) ? readdirSync(folder, { recursive: true }).map((file) => join(folder, file)) : []

/** Every test and every page of several tests, the module that a page of a host loads, and what is loaded when it is wanted. */
function entries(root) {
  const tests = TESTS.flatMap((folder) => filesIn(join(root, folder))).filter((file) => /\.(test|page)\.ts$/.test(file))
  const sources = SOURCES.flatMap((folder) => filesIn(join(root, folder))).filter((file) => file.endsWith('.ts'))
  const lazy = sources.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/\bimport\(\s*'(\.[^']+)\.js'/g)].map(([, path]) =>
      join(dirname(file), `${path}.ts`),
    ),
  )
  return [...new Set([...tests, ...SOURCES.map((folder) => join(root, folder, 'define.ts')), ...lazy])]
}

/** Has each test file describe itself as such: a page of several files says in which of them a test failed. */
function namedFiles(root) {
  return {
    name: 'named-files',
    setup(bundler) {
      bundler.onLoad({ filter: /\.test\.ts$/ }, ({ path }) => {
        const file = relative(root, path).split(sep).join('/')
        const support = join(root, HOME, 'support/describe-file.js').replaceAll('\\', '/')
        // All on the first line, so that line numbers stay.
        const head = `import { describeFile } from ${JSON.stringify(support)}; const describe = describeFile(${JSON.stringify(file)}); `
        return { contents: head + readFileSync(path, 'utf8'), loader: 'ts', resolveDir: dirname(path) }
      })
    },
  }
}

/**
 * All browser tests in one bundle, whose shared pieces are cached by the browser: a page of hundreds of modules costs more
 * than most of its tests. Whatever a page loads by itself keeps its own address.
 *
 * `start` makes the bundle, in memory, and `middleware` serves it.
 */
export function browserBundle(root) {
  const files = new Map()
  return {
    async start() {
      const { outputFiles } = await build({
        entryPoints: entries(root),
        outdir: root,
        outbase: root,
        chunkNames: 'browser-bundle/[name]-[hash]',
        write: false,
        bundle: true,
        splitting: true,
        format: 'esm',
        platform: 'browser',
        target: 'es2022',
        conditions: ['production'],
        define: { 'process.env.NODE_ENV': '"production"' },
        // The same for tests and sources, whatever the settings of a package say.
        tsconfigRaw: {},
        sourcemap: 'linked',
        absWorkingDir: root,
        plugins: [namedFiles(root)],
        logLevel: 'error',
      })
      for (const { path, contents } of outputFiles) {
        files.set(
          path
            .slice(root.length)
            .replaceAll('\\', '/')
            .replace(/^(?!\/)/, '/'),
          Buffer.from(contents),
        )
      }
    },
    middleware(context, next) {
      const path = context.path.replace(/\.ts$/, '.js')
      const contents = files.get(path)
      if (!contents) return next()
      context.type = path.endsWith('.map') ? 'json' : 'text/javascript'
      context.set('cache-control', path.startsWith('/browser-bundle/') ? 'max-age=3600, immutable' : 'no-cache')
      context.body = contents
    },
  }
}
