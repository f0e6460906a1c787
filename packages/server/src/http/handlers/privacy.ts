import { learnerExportQuerySchema } from '@enhancedhr/protocol/management'
import { requireRole } from '../../app/access/require-role.js'
import { eraseLearner } from '../../app/privacy/erase-learner.js'
import { exportLearnerPage } from '../../app/privacy/export-learner.js'
import { readOpaque } from '../../app/read-input.js'
import type { LearnerKey } from '../../core/records/learner-key.js'
import { readShape } from '../../problems/read-shape.js'
import { readTexts } from '../request/read-query.js'
import type { Answer, SignedInContext } from '../request-context.js'

/** `GET /v1/learners/:learner_id/export`. */
export async function handleExportLearner(context: SignedInContext): Promise<Answer> {
  const learner = readLearner(context)
  const { cursor = null } = readShape(learnerExportQuerySchema, readTexts(context.url, 'cursor'))
  return { body: await exportLearnerPage(context.services, learner, cursor) }
}

/** `DELETE /v1/learners/:learner_id`. */
export async function handleEraseLearner(context: SignedInContext): Promise<Answer> {
  const learner = readLearner(context)
  return { body: await eraseLearner(context.services, learner, context.services) }
}

/** The learner of the path, for admins alone. */
function readLearner({ caller, params }: SignedInContext): LearnerKey {
  requireRole(caller, 'admin')
  return { tenantId: caller.tenantId, learnerId: readOpaque(params['learner_id'], 'learner_id') }
}
