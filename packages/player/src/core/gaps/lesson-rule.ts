import { fromSeconds, type CompletionRule } from '@enhancedhr/protocol'

/** What a grant says of completing a lesson: a share of 0 to 1, and stretches in seconds. */
interface GrantedRule {
  readonly threshold?: number | undefined
  readonly required_segments: readonly (readonly [number, number])[]
  readonly mode: string
  readonly quiz_required: boolean
}

/** Reads a grant's rule; a mode that this version does not know asks for everything. */
export function toCompletionRule({ threshold, mode, ...rule }: GrantedRule): CompletionRule {
  return {
    thresholdPerMille: threshold ? Math.round(threshold * 1000) : null,
    requiredSegments: fromSeconds(rule.required_segments),
    mode: mode === 'any' ? 'any' : 'all',
    quizRequired: rule.quiz_required,
  }
}
