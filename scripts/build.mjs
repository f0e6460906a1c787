import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const require = createRequire(import.meta.url)

/**
 * In the order in which they need each other. What is `bundle`d is a rollup target of that name; examples run as tsc wrote them.
 * `finish` is a script that makes `files` of what was built, `from` are folders and `settings` files that it is made from
 * besides. What is `slow` to bundle is compiled first, and bundled while the rest is built.
 */
const packages = [
  { name: 'protocol', folder: 'packages/protocol', needs: [], bundle: true },
  { name: 'element-kit', folder: 'packages/element-kit', needs: ['protocol'], bundle: true },
  { name: 'mux-local', folder: 'packages/mux-local', needs: [], bundle: true },
  {
    name: 'pglite-dump',
    folder: 'packages/pglite-dump',
    needs: [],
    bundle: true,
    finish: 'scripts/build-dump.mjs',
    files: ['dist/dump.tar.gz', 'dist/dump.json'],
    from: ['packages/server/src/storage/migrations', 'packages/pglite-dump/scripts'],
  },
  { name: 'server', folder: 'packages/server', needs: ['protocol', 'pglite-dump'], bundle: true },
  {
    name: 'player',
    folder: 'packages/player',
    needs: ['protocol', 'element-kit'],
    bundle: true,
    slow: true,
    settings: [
      ...['scripts/config/minify.mjs', 'scripts/config/private-names.mjs', 'scripts/config/workspace-modules.mjs'],
      ...['scripts/config/lazy-chunks.mjs', 'scripts/config/language-scripts.mjs'],
    ],
  },
  {
    name: 'studio',
    folder: 'packages/studio',
    needs: ['protocol', 'element-kit'],
    bundle: true,
    settings: [
      ...['scripts/config/minify.mjs', 'scripts/config/private-names.mjs', 'scripts/config/workspace-modules.mjs'],
      'scripts/config/language-scripts.mjs',
    ],
  },
  { name: 'certificates', folder: 'examples/certificates', needs: [], bundle: false },
  {
    name: 'demo',
    folder: 'examples/demo',
    needs: ['player', 'studio', 'server', 'mux-local', 'certificates'],
    bundle: false,
  },
]
const everywhere = ['pnpm-lock.yaml', 'tsconfig.json', 'rollup.config.mjs']

function filesIn(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

/** A package is what its sources, its settings and the packages it needs say: one hash over all of it. */
function hashes() {
  const known = new Map()
  for (const { name, folder, needs, from = [], settings = [] } of packages) {
    const hash = createHash('sha256')
    const own = ['package.json', 'tsconfig.json'].map((file) => join(root, folder, file))
    const sources = [join(folder, 'src'), ...from].flatMap((path) => filesIn(join(root, path)))
    for (const file of [...[...everywhere, ...settings].map((file) => join(root, file)), ...own, ...sources]) {
      hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0')
    }
    for (const need of needs) hash.update(known.get(need))
    known.set(name, hash.digest('hex'))
  }
  return known
}

function outputs({ folder, bundle, files = [] }) {
  const manifest = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'))
  const targets = Object.values(manifest.exports ?? {}).flatMap((target) =>
    typeof target === 'string' ? [target] : Object.values(target),
  )
  // What an export gives as it lies there is no output.
  const built = [...targets, ...files].filter((file) => /^(\.\/)?dist\//.test(file))
  return bundle ? built.map((file) => join(root, folder, file)) : []
}

const hashFile = ({ folder }) => join(root, folder, 'build', '.hash')

function isFresh(item, hash) {
  const file = hashFile(item)
  return existsSync(file) && readFileSync(file, 'utf8') === hash && outputs(item).every((output) => existsSync(output))
}

/** The output is printed only when the step fails: a good build has nothing to say. */
function run(file, args, env = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [file, ...args], { cwd: root, env: { ...process.env, ...env } })
    let text = ''
    child.stdout.on('data', (data) => (text += data))
    child.stderr.on('data', (data) => (text += data))
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) return resolve()
      process.stderr.write(text)
      reject(new Error('The build failed; the lines above say why.'))
    })
  })
}

function hasSourceWithoutTypes(folder) {
  const source = join(root, folder, 'src')
  const typesOf = (file) => join(root, folder, 'dist/types', relative(source, file).replace(/\.ts$/, '.d.ts'))
  return filesIn(source).some((file) => file.endsWith('.ts') && !existsSync(typesOf(file)))
}

/** What an earlier build left of a source that is gone must not reach a package. */
function removeLeftovers({ folder, bundle }, startedAt) {
  for (const output of ['build', 'dist/types']) {
    for (const file of filesIn(join(root, folder, output))) {
      const source = relative(join(root, folder, output), file).replace(/(\.d\.ts|\.js)(\.map)?$/, '')
      if (!/\.(js|d\.ts)(\.map)?$/.test(file)) continue
      if (!existsSync(join(root, folder, 'src', `${source}.ts`))) rmSync(file, { force: true })
    }
  }
  if (!bundle) return
  for (const file of filesIn(join(root, folder, 'dist'))) {
    if (file.includes(join('dist', 'types'))) continue
    if (statSync(file).mtimeMs < startedAt - 1_000) rmSync(file, { force: true })
  }
}

/** Two builds at once would write the same files: the second waits, and then finds everything fresh. */
async function locked(work) {
  const lock = join(root, 'node_modules', '.cache', 'build.lock')
  mkdirSync(dirname(lock), { recursive: true })
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' })
      break
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    if (!isRunning(lock)) rmSync(lock, { force: true })
    else await new Promise((resolve) => setTimeout(resolve, 200))
  }
  try {
    return await work()
  } finally {
    rmSync(lock, { force: true })
  }
}

function isRunning(lock) {
  try {
    const pid = Number(readFileSync(lock, 'utf8'))
    // The owner writes its id right after it has made the file.
    if (!pid) return Date.now() - statSync(lock).mtimeMs < 5_000
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

const nameOf = ({ name }) => name

async function compile(items) {
  if (items.length === 0) return
  await run(require.resolve('typescript/bin/tsc'), ['-b', ...items.map(({ folder }) => folder)])
}

async function bundle(targets) {
  if (targets.length === 0) return
  const rollup = join(dirname(require.resolve('rollup/package.json')), 'dist', 'bin', 'rollup')
  await run(rollup, ['-c', '--failAfterWarnings'], { ONLY: targets.join(',') })
}

async function buildRest(stale) {
  await compile(stale)
  await bundle(stale.filter((item) => item.bundle && !item.slow).map(nameOf))
  for (const { folder, finish } of stale) if (finish) await run(join(root, folder, finish), [])
}

/** Waits for all of them, so that nothing still writes when one has failed. */
async function allDone(steps) {
  const failed = (await Promise.allSettled(steps)).find(({ status }) => status === 'rejected')
  if (failed) throw failed.reason
}

/** Builds the packages whose sources, settings or needs have changed since the last build, and says which. */
export async function build({ force = false, say = console.log } = {}) {
  return locked(async () => {
    const now = hashes()
    const stale = packages.filter((item) => force || !isFresh(item, now.get(item.name)))
    if (stale.length === 0) {
      say('Everything is built.')
      return []
    }
    const startedAt = Date.now()
    const names = stale.map(nameOf)
    say(`Building ${names.join(', ')} …`)
    for (const { folder } of stale) {
      // The compiler trusts its notes: it looks neither whether its files are still there, nor for an old source in a new place.
      if (force || hasSourceWithoutTypes(folder)) {
        rmSync(join(root, folder, 'build', '.tsbuildinfo'), { force: true })
      }
    }
    const slow = stale.filter((item) => item.slow)
    await compile(slow)
    await allDone([bundle(slow.map(nameOf)), buildRest(stale)])
    for (const item of stale) {
      removeLeftovers(item, startedAt)
      writeFileSync(hashFile(item), now.get(item.name))
    }
    say(`Built ${names.join(', ')} in ${((Date.now() - startedAt) / 1_000).toFixed(1)} s.`)
    return names
  })
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    await build({ force: process.argv.includes('--force') })
  } catch (error) {
    console.error(error.message)
    process.exitCode = 1
  }
}
