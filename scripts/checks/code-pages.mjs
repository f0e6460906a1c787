import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The codes are the keys of a table `export const <name> = { … }` in a source file. */
export function codesOf(source, name) {
  const table = new RegExp(`export const ${name} = \\{([\\s\\S]*?)\\n\\}`).exec(source)?.[1] ?? ''
  return [...table.matchAll(/^ {2}([a-z][a-z0-9_]*): /gm)].map(([, code]) => code)
}

/** What is wrong between a table of codes and its folder of pages: one page a code, with every heading, and no more. */
export function comparePages(root, { source, table, folder, kind, headings }) {
  const path = join(root, source)
  const codes = existsSync(path) ? codesOf(readFileSync(path, 'utf8'), table) : []
  if (codes.length === 0) return [`No ${kind} found in ${path}.`]
  const files = existsSync(join(root, folder)) ? readdirSync(join(root, folder)) : []
  const pages = files.filter((file) => file.endsWith('.md') && file !== 'README.md').map((file) => file.slice(0, -3))
  const messages = codes.filter((code) => !pages.includes(code)).map((code) => `${code} has no ${folder}/${code}.md.`)
  for (const page of pages) {
    if (!codes.includes(page)) messages.push(`${folder}/${page}.md is about no ${kind}.`)
    const text = readFileSync(join(root, folder, `${page}.md`), 'utf8')
    for (const heading of headings) {
      if (!new RegExp(`^(#+ |\\*\\*)${heading}`, 'm').test(text))
        messages.push(`${folder}/${page}.md has no “${heading}”.`)
    }
  }
  return messages
}
