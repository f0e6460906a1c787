import { load } from '../../faults/ground.mjs'

/** Opens the embedded database of a server that has ended, to look into it. */
export async function openEmbedded(directory) {
  const { PGlite } = await load('@electric-sql/pglite', 'packages/server')
  const database = await PGlite.create({ dataDir: directory })
  return {
    ask: async (text, values) =>
      values === undefined ? (await database.exec(text)).at(-1).rows : (await database.query(text, values)).rows,
    close: () => database.close(),
  }
}
