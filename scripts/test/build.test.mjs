import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { assert } from 'chai'

const root = fileURLToPath(new URL('../..', import.meta.url))
const packages = [
  ...[
    'packages/protocol',
    'packages/element-kit',
    'packages/mux-local',
    'packages/pglite-dump',
    'packages/server',
    'packages/player',
    'packages/studio',
  ],
  'examples/certificates',
  'examples/demo',
]

/** In place of the database: a script that writes what it is there to write. */
const FINISH = `
  import { existsSync, writeFileSync } from 'node:fs'
  if (!existsSync('packages/server/build/index.js')) throw new Error('The server is not built yet.')
  for (const file of ['dump.tar.gz', 'dump.json']) writeFileSync('packages/pglite-dump/dist/' + file, '')
`

describe('the build', () => {
  let folder

  const write = (file, text) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), text)
  }
  const build = () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/build.mjs'], {
      cwd: folder,
      encoding: 'utf8',
    })
    return { status, said: stdout.split('\n')[0], stderr }
  }

  // The repository's own settings over packages that hold nothing but their entries.
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'ehr-build-'))
    const settings = ['package.json', 'pnpm-lock.yaml', 'tsconfig.json', 'rollup.config.mjs']
    settings.push('scripts/build.mjs', 'scripts/config/minify.mjs', 'scripts/config/lazy-chunks.mjs')
    settings.push('scripts/config/private-names.mjs', 'scripts/config/workspace-modules.mjs')
    settings.push('scripts/config/language-scripts.mjs')
    for (const file of settings) cpSync(join(root, file), join(folder, file), { recursive: true })
    for (const tool of ['typescript', 'rollup', '@rollup', '@types']) {
      mkdirSync(join(folder, 'node_modules'), { recursive: true })
      symlinkSync(join(root, 'node_modules', tool), join(folder, 'node_modules', tool), 'junction')
    }
    for (const item of packages) {
      for (const file of ['package.json', 'tsconfig.json']) cpSync(join(root, item, file), join(folder, item, file))
      const { exports = {}, bin } = JSON.parse(readFileSync(join(root, item, 'package.json'), 'utf8'))
      const entries = Object.values(exports).flatMap((target) => (target.types ? [target.default] : []))
      // What is an entry of a bundle and no export of its package.
      const programs = [
        ...(bin ? ['./dist/cli.js'] : []),
        ...(item.endsWith('/player') ? ['./dist/inherited-names.js'] : []),
      ]
      for (const entry of ['./dist/index.js', ...programs, ...entries]) {
        write(join(item, entry.replace('/dist/', '/src/').replace(/\.js$/, '.ts')), 'export const one = 1\n')
      }
    }
    write('packages/pglite-dump/scripts/build-dump.mjs', FINISH)
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('makes everything once, and then nothing', () => {
    assert.equal(
      build().said,
      'Building protocol, element-kit, mux-local, pglite-dump, server, player, studio, certificates, demo …',
    )
    assert.isTrue(existsSync(join(folder, 'packages/protocol/dist/types/index.d.ts')))
    assert.isTrue(existsSync(join(folder, 'packages/player/dist/ehr-lesson-player.bundle.js')))
    assert.deepEqual(build(), { status: 0, said: 'Everything is built.', stderr: '' })
  })

  it('makes a package that has changed and those that need it, and removes what a lost source left behind', () => {
    write('packages/server/src/extra.ts', 'export const extra = 1\n')
    assert.equal(build().said, 'Building server, demo …')
    assert.isTrue(existsSync(join(folder, 'packages/server/build/extra.js')))
    rmSync(join(folder, 'packages/server/src/extra.ts'))
    assert.equal(build().said, 'Building server, demo …')
    assert.isFalse(existsSync(join(folder, 'packages/server/build/extra.js')))
    assert.isFalse(existsSync(join(folder, 'packages/server/dist/types/extra.d.ts')))
  })

  it('makes a module that was moved, however old it is', () => {
    write('packages/server/src/moved.ts', 'export const moved = 1\n')
    const file = join(folder, 'packages/server/src/moved.ts')
    utimesSync(file, 0, 0)
    assert.equal(build().status, 0)
    assert.isTrue(existsSync(join(folder, 'packages/server/build/moved.js')))
    rmSync(file)
    assert.equal(build().status, 0)
  })

  it('makes a package whose output somebody has deleted', () => {
    rmSync(join(folder, 'packages/protocol/dist'), { recursive: true })
    assert.equal(build().said, 'Building protocol …')
    assert.isTrue(existsSync(join(folder, 'packages/protocol/dist/types/index.d.ts')))
    assert.isTrue(existsSync(join(folder, 'packages/protocol/dist/index.js')))
  })

  it('makes the dump again when it is lost or its migrations change', () => {
    const dump = join(folder, 'packages/pglite-dump/dist/dump.tar.gz')
    rmSync(dump)
    assert.equal(build().said, 'Building pglite-dump …')
    assert.isTrue(existsSync(dump))
    write('packages/server/src/storage/migrations/one.ts', 'export const one = 1\n')
    assert.equal(build().said, 'Building pglite-dump, server, demo …')
    assert.isTrue(existsSync(dump))
  })

  it('fails with the compiler’s words, and tries again next time', () => {
    write('packages/protocol/src/index.ts', 'export const one: string = 1\n')
    const bad = build()
    assert.equal(bad.status, 1)
    assert.include(bad.stderr, 'TS2322')
    assert.equal(build().status, 1)
    write('packages/protocol/src/index.ts', 'export const one = 1\n')
    assert.equal(build().status, 0)
  })
})
