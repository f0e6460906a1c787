import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Test files of the player that need a page to themselves, each with the reason. */
export const ownPages = {
  'element/code-away': 'it looks at code that cannot be loaded, which a page keeps once it has it',
  'element/definition':
    'it looks at a page in which nothing is registered yet, and registers a Mux Player that is too old',
  'element/english-loaded': 'it looks at what a page has not loaded yet, which a page keeps once it has it',
  'element/host-pages': 'its frames are separate pages, each under another policy',
  'element/hostile-pages': 'its pages spoil what every script relies on',
  'element/languages': 'it begins with a page that knows no language, which a page cannot forget',
  'element/lazy-code': 'it looks at a page in which the code of a lesson is not there yet',
}

/**
 * The pages in which the browser tests of a package run: those in `test/pages`, each with several test files, so that a browser loads,
 * compiles and warms up the same code once, and those of `ownPages`. Paths from the root, in no order.
 *
 * Throws where a test file is in no page, or in two.
 */
export function browserPages(root, name = 'player') {
  const HOME = `packages/${name}/test`
  const alone = name === 'player' ? Object.keys(ownPages) : []
  const filesIn = (folder, ending) =>
    (existsSync(join(root, HOME, folder)) ? readdirSync(join(root, HOME, folder)) : [])
      .filter((file) => file.endsWith(ending))
      .map((file) => `${folder}/${file.slice(0, -ending.length)}`)
  const tests = ['browser', 'element'].flatMap((folder) => filesIn(folder, '.test.ts'))
  const pages = filesIn('pages', '.page.ts')
  const shared = pages.flatMap((page) =>
    [...readFileSync(join(root, HOME, `${page}.page.ts`), 'utf8').matchAll(/^import '\.\.\/(.+)\.test\.js'$/gm)].map(
      ([, file]) => file,
    ),
  )
  const placed = [...shared, ...alone]
  for (const file of new Set([...tests, ...placed])) {
    const times = placed.filter((other) => other === file).length
    if (times !== 1 || !tests.includes(file)) {
      throw new Error(
        `${HOME}/${file}.test.ts has to be there, in one page of ${HOME}/pages or in ownPages; it is in ${times}.`,
      )
    }
  }
  return [...pages.map((page) => `${HOME}/${page}.page.ts`), ...alone.map((file) => `${HOME}/${file}.test.ts`)]
}
