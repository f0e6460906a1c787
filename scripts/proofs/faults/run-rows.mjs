import { within } from './ground.mjs'
import { rows } from './rows.mjs'

const LONGEST_MS = 60_000

/** Tries the rows one after the other and prints a line each; answers whether all are clean. */
export async function runRows(ground, only = Object.keys(rows)) {
  const unknown = only.find((id) => !Object.hasOwn(rows, id))
  if (unknown) throw new Error(`There is no row ${unknown}. There are: ${Object.keys(rows).join(', ')}.`)
  let clean = 0
  for (const id of only) {
    const { ok, seen, notRun } = await tryRow(ground, rows[id])
    if (ok) clean += 1
    console.log(
      `${id.padEnd(4)} ${notRun ? 'not run' : ok ? 'ok     ' : 'FAULT  '}  ${seen.replaceAll(/\s+/g, ' ').slice(0, 400)}`,
    )
  }
  console.log(`${clean} rows clean, ${only.length - clean} faults`)
  return clean === only.length
}

async function tryRow(ground, row) {
  const missing = await ground.missing(row.needs ?? [])
  if (missing) return { ok: false, notRun: true, seen: `needs ${missing}` }
  const part = ground.part()
  try {
    const [ok, seen] = await within(row.see(part), row.ms ?? LONGEST_MS, 'the row')
    return { ok, seen: typeof seen === 'string' ? seen : JSON.stringify(seen) }
  } catch (error) {
    return { ok: false, seen: `${error.name}: ${error.message}` }
  } finally {
    await part.close()
  }
}
