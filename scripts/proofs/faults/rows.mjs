import { handlerRows } from './handler-rows.mjs'
import { moreHandlerRows } from './handler-rows-2.mjs'
import { learnerRows } from './learner-rows.mjs'
import { moreLearnerRows } from './learner-rows-2.mjs'
import { pageRows } from './page-rows.mjs'
import { stackRows } from './stack-rows.mjs'
import { moreStackRows } from './stack-rows-2.mjs'
import { toolRows } from './tool-rows.mjs'

/**
 * Every row by its id. `see` tries the smallest input and answers `[ok, seen]`; `needs` names what has to be there, `ms` how long
 * it may take.
 */
export const rows = sortById({
  ...learnerRows,
  ...moreLearnerRows,
  ...pageRows,
  ...handlerRows,
  ...moreHandlerRows,
  ...toolRows,
  ...stackRows,
  ...moreStackRows,
})

function sortById(all) {
  const place = (id) => id.charCodeAt(0) * 1_000 + Number(id.slice(1) || 0)
  return Object.fromEntries(Object.entries(all).toSorted(([a], [b]) => place(a) - place(b)))
}
