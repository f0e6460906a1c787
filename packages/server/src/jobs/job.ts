/** What maintenance did. */
export interface MaintenanceResult {
  /** Sessions closed, because nothing came from them for a long time. */
  readonly closed: number
  /** Sessions swept, because nothing was ever played in them. */
  readonly swept: number
  /** Learners whose completion was evaluated again, because a rule or a video changed. */
  readonly evaluated: number
}

/** How long a job may go on. */
export interface Budget {
  /** Whether there is time for a further page, and the job is still this process's. */
  hasTime(): Promise<boolean>
}

/** A part of maintenance, done a page at a time. */
export interface Job {
  /** Under which it is claimed; the same in every process. */
  readonly name: string
  /** Does what is due, at least a page of it, and asks the budget before each further page. */
  run(budget: Budget): Promise<Partial<MaintenanceResult>>
}
