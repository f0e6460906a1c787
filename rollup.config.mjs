import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { nodeResolve } from '@rollup/plugin-node-resolve'
import terser from '@rollup/plugin-terser'

/**
 * One function builds every package: the entries are the package's own `exports`, the input is what `tsc -b` wrote to
 * `build/`, and whatever a package imports by name stays an import.
 */
function library(directory) {
  const manifest = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'))
  const entries = Object.values(manifest.exports)
    .map((target) => (typeof target === 'object' && target.types ? target.default : undefined))
    .filter(Boolean)
    .map((file) => file.replace('./dist/', '').replace(/\.js$/, ''))
  return {
    input: Object.fromEntries(entries.map((entry) => [entry, join(directory, 'build', `${entry}.js`)])),
    external: (id) => !id.startsWith('.') && !id.startsWith('/'),
    output: { dir: join(directory, 'dist'), format: 'es', sourcemap: true, chunkFileNames: 'chunks/[name]-[hash].js' },
  }
}

/** For `<script type="module">`: nothing stays an import. `single` puts Mux Player's chunk into the same file. */
function browser(directory, file, { single }) {
  return {
    input: { [file]: join(directory, 'build', 'define.js') },
    plugins: [nodeResolve({ browser: true, exportConditions: ['production'] }), terser({ module: true })],
    output: {
      dir: join(directory, 'dist'),
      format: 'es',
      sourcemap: false,
      entryFileNames: '[name].js',
      chunkFileNames: 'ehr-[name]-[hash].js',
      codeSplitting: !single,
    },
    onwarn(warning, warn) {
      // Mux Player's own packages import each other in circles; that is theirs to mend.
      if (warning.code === 'CIRCULAR_DEPENDENCY' && warning.ids?.every((id) => id.includes('node_modules'))) return
      warn(warning)
    },
  }
}

const targets = {
  protocol: [library('packages/protocol')],
  'mux-local': [library('packages/mux-local')],
  server: [library('packages/server')],
  player: [
    library('packages/player'),
    browser('packages/player', 'ehr-lesson-player', { single: false }),
    browser('packages/player', 'ehr-lesson-player.bundle', { single: true }),
  ],
}

/** `ONLY=player,protocol rollup -c` builds some, `rollup -c` all. */
const only = process.env.ONLY?.split(',') ?? Object.keys(targets)
export default Object.entries(targets).flatMap(([name, builds]) => (only.includes(name) ? builds : []))
