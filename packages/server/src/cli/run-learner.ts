import { eraseLearner } from '../app/privacy/erase-learner.js'
import { exportLearner } from '../app/privacy/export-learner.js'
import { readOpaque } from '../app/read-input.js'
import type { SqlClient } from '../storage/database/sql-client.js'
import { SqlLessonStore } from '../storage/sql-lesson-store.js'
import type { LearnerArguments } from './learner-arguments.js'

/** Prints everything that is kept of a learner as one JSON document, or erases it and prints what that was. */
export async function runLearner(
  client: SqlClient,
  { learnerAction, schema, tenantId, learnerId, keepVerdicts }: LearnerArguments,
  { print }: { readonly print: (line: string) => void },
): Promise<void> {
  const app = { store: new SqlLessonStore(client, schema) }
  const learner = { tenantId: readOpaque(tenantId, 'tenant'), learnerId: readOpaque(learnerId, 'learner') }
  if (learnerAction === 'erase') print(JSON.stringify(await eraseLearner(app, learner, { keepVerdicts })))
  else for await (const piece of exportLearner(app, learner)) print(piece)
}
