import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { nodeResolve } from '@rollup/plugin-node-resolve'
import { languageScripts } from './scripts/config/language-scripts.mjs'
import { lazyChunks } from './scripts/config/lazy-chunks.mjs'
import { minify, shorten, squeeze } from './scripts/config/minify.mjs'
import { workspaceModules } from './scripts/config/workspace-modules.mjs'

/**
 * One function builds every package: the entries are the package's own `exports`, the input is what `tsc -b` wrote to
 * `build/`, and whatever a package imports by name stays an import. `programs` are further files: what its `bin` imports, or what
 * has to run before the rest.
 */
function library(directory, programs = []) {
  const manifest = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'))
  const modules = Object.values(manifest.exports)
    .map((target) => (typeof target === 'object' && target.types ? target.default : undefined))
    .filter(Boolean)
  const entries = [...modules, ...programs].map((file) => file.replace('./dist/', '').replace(/\.js$/, ''))
  return {
    input: Object.fromEntries(entries.map((entry) => [entry, join(directory, 'build', `${entry}.js`)])),
    external: (id) => !id.startsWith('.') && !id.startsWith('/'),
    output: { dir: join(directory, 'dist'), format: 'es', sourcemap: true, chunkFileNames: 'chunks/[name]-[hash].js' },
  }
}

/**
 * For `<script type="module">`: nothing stays an import. One output is a small entry that loads the lesson's chunk, Mux
 * Player's and what a lesson uses beside them by itself, the other has it all in one file, for those who must copy one.
 */
function browser(directory, name) {
  const output = { dir: join(directory, 'dist'), format: 'es', sourcemap: false }
  return {
    input: join(directory, 'build', 'define.js'),
    plugins: [workspaceModules, nodeResolve({ browser: true, exportConditions: ['production'] }), ...squeeze],
    output: [
      {
        ...output,
        entryFileNames: `${name}.js`,
        chunkFileNames: ({ name: chunk, moduleIds }) => {
          if (moduleIds.some((id) => id.includes('@mux/mux-player'))) return 'ehr-mux-player-[hash].js'
          return `ehr-${chunk === 'composition' ? 'lesson' : chunk}-[hash].js`
        },
        plugins: [...shorten(), lazyChunks()],
      },
      {
        ...output,
        entryFileNames: `${name}.bundle.js`,
        inlineDynamicImports: true,
        plugins: shorten({ isQuick: true }),
      },
    ],
    onwarn: warnOfOurs,
  }
}

/**
 * A companion of the player, or the studio, for `<script type="module">`, in one file that imports nothing: it shares no code with the player's entry, which
 * a page may have under another address.
 */
function companion(directory, entry, name) {
  return {
    input: join(directory, 'build', entry),
    plugins: [workspaceModules, nodeResolve({ browser: true, exportConditions: ['production'] }), ...minify()],
    output: { file: join(directory, 'dist', `${name}.js`), format: 'es', sourcemap: false, inlineDynamicImports: true },
    onwarn: warnOfOurs,
  }
}

/** Circles and misplaced notes inside what others publish are theirs to fix. */
function warnOfOurs(warning, warn) {
  const places = warning.ids ?? [warning.id ?? warning.loc?.file ?? '']
  if (!places.every((place) => place.includes('node_modules'))) warn(warning)
}

const targets = {
  protocol: [library('packages/protocol')],
  'element-kit': [library('packages/element-kit')],
  'mux-local': [library('packages/mux-local', ['./dist/cli.js'])],
  'pglite-dump': [library('packages/pglite-dump')],
  server: [library('packages/server', ['./dist/cli.js'])],
  player: [
    library('packages/player', ['./dist/inherited-names.js']),
    browser('packages/player', 'ehr-lesson-player'),
    companion('packages/player', 'transcript/define.js', 'ehr-lesson-transcript'),
    ...languageScripts('packages/player', 'ehr-lang'),
  ],
  studio: [
    library('packages/studio'),
    companion('packages/studio', 'define.js', 'ehr-studio'),
    ...languageScripts('packages/studio', 'ehr-studio-lang'),
  ],
}

/** `ONLY=player,protocol rollup -c` builds some, `rollup -c` all. */
const only = process.env.ONLY?.split(',') ?? Object.keys(targets)
export default Object.entries(targets).flatMap(([name, builds]) => (only.includes(name) ? builds : []))
