import { openGround } from './faults/open-ground.mjs'
import { runRows } from './faults/run-rows.mjs'

/**
 * Every fault that was found in the field, tried again on a fresh demo and on separate hosts, in a real browser where it needs
 * one: a line a row, with what was seen.
 *
 * `--only A1,C3` tries some. Takes a few minutes. Rows that need PostgreSQL or Redis use the one that answers
 * (`EHR_TEST_POSTGRES`), or start one; without one they are not clean.
 */
export async function prove({ only }) {
  const ground = await openGround()
  try {
    return await runRows(ground, only?.split(','))
  } finally {
    await ground.close()
  }
}
