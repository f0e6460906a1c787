import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'

/**
 * The tests in `folder` that can run on a real database: those that read `EHR_TEST_POSTGRES` or `EHR_TEST_REDIS`, or
 * that import something which does.
 */
export function databaseTests(folder) {
  if (!existsSync(folder)) return []
  const files = readdirSync(folder, { recursive: true })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(folder, file))
  const texts = new Map(files.map((file) => [file, readFileSync(file, 'utf8')]))
  const imports = (file) =>
    [...texts.get(file).matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)\.js'/g)].map(([, path]) =>
      resolve(dirname(file), `${path}.ts`),
    )
  const reaching = new Set(files.filter((file) => /EHR_TEST_(POSTGRES|REDIS)/.test(texts.get(file))))
  for (let size = -1; size !== reaching.size;) {
    size = reaching.size
    for (const file of files) if (imports(file).some((path) => reaching.has(path))) reaching.add(file)
  }
  return [...reaching]
    .filter((file) => file.endsWith('.test.ts'))
    .sort()
    .map((file) => relative(folder, file))
}
