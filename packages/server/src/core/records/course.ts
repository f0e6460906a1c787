import type { CourseRule } from '@enhancedhr/protocol'

export interface CourseKey {
  readonly tenantId: string
  readonly courseId: string
}

export interface CourseRecord {
  readonly tenantId: string
  readonly courseId: string
  readonly title: string
  readonly description: string
  readonly archived: boolean
  /** Who manages it, by id. */
  readonly owners: readonly string[]
  readonly rule: CourseRule
  readonly ruleVersion: number
  /** Whether the host reports results of a final assessment. */
  readonly hasAssessment: boolean
  /** Counts the changes of the course, from 1. */
  readonly revision: number
  readonly createdAt: Date
  readonly updatedAt: Date
}

export interface PutCourse {
  readonly tenantId: string
  readonly courseId: string
  readonly title: string
  readonly description: string
  /** `null`: as they are. */
  readonly owners: readonly string[] | null
  readonly rule: CourseRule
  readonly hasAssessment: boolean
}

/** Which courses a list is about: those of a learner, of an owner, or all of the tenant. */
export interface CourseListing {
  readonly who: 'learner' | 'learner_or_owner' | 'everyone'
  readonly limit: number
  /** The last id of the page before, or `null`. */
  readonly after: string | null
}
