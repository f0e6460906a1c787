import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { build } from 'esbuild'

const TESTS = ['packages/player/test/browser', 'packages/player/test/element']
const SOURCES = 'packages/player/src'

const filesIn = (folder) => readdirSync(folder, { recursive: true }).map((file) => join(folder, file))

/** Every test, the module that a page of a host loads, and what is loaded when it is wanted. */
function entries(root) {
  const tests = TESTS.flatMap((folder) => filesIn(join(root, folder))).filter((file) => file.endsWith('.test.ts'))
  const sources = filesIn(join(root, SOURCES)).filter((file) => file.endsWith('.ts'))
  const lazy = sources.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/\bimport\(\s*'(\.[^']+)\.js'/g)].map(([, path]) =>
      join(dirname(file), `${path}.ts`),
    ),
  )
  return [...new Set([...tests, join(root, SOURCES, 'define.ts'), ...lazy])]
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
