import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { minify } from './minify.mjs'

const NAME = 'language'

/**
 * Builds for `<script>` each language that a package exports as a module, as in `./lang/de.js`: data that is put on the page's list and
 * calls nothing, so that it works before the player, after it, and without it.
 */
export function languageScripts(directory, name) {
  const { exports } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'))
  const codes = Object.keys(exports).flatMap((path) => /^\.\/lang\/(.+)\.js$/.exec(path)?.[1] ?? [])
  return codes.map((code) => ({
    input: NAME,
    // Nothing but the words and how they are formatted.
    treeshake: { moduleSideEffects: (id) => id === NAME },
    external: (id) => !/^[./]/.test(id) && id !== NAME,
    plugins: [scriptOf(`${resolve(directory, 'build/i18n', code)}.js`), ...minify()],
    output: { file: join(directory, 'dist', `${name}-${code}.js`), format: 'iife' },
  }))
}

/** The module that takes the one constant of a language and puts it on the list. */
function scriptOf(file) {
  return {
    name: 'language-script',
    resolveId: (id) => (id === NAME ? id : null),
    load(id) {
      if (id !== NAME) return null
      const [, language] = /^export const (\w+)/m.exec(readFileSync(file, 'utf8')) ?? []
      if (!language) throw new Error(`${file} exports no language.`)
      const from = JSON.stringify(file)
      return `import { ${language} } from ${from};(globalThis.ehrLessonPlayerLanguages ??= []).push(${language})`
    },
  }
}
