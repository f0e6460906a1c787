import type { AppContext } from '../app/app-context.js'
import type { Job } from './job.js'

/** Evaluates completion again for everyone whom a changed rule or video concerns. */
export function evaluateVerdicts({ store }: Pick<AppContext, 'store'>): Job {
  return {
    name: 'evaluate-verdicts',
    async run(budget) {
      let evaluated = 0
      for (;;) {
        const page = await store.verdicts.evaluateDue()
        evaluated += page?.evaluated ?? 0
        if (!page || !(await budget.hasTime())) return { evaluated }
      }
    },
  }
}
