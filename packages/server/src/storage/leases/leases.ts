/** Says who works on what, between processes that share the database; always on the database's clock. */
export interface Leases {
  /** Claims a job for so many milliseconds; `false` while somebody else holds it. */
  claim(job: string, holder: string, milliseconds: number): Promise<boolean>
  /** Holds it longer; `false` where the lease was lost, because it ended and somebody else claimed the job. */
  extend(job: string, holder: string, milliseconds: number): Promise<boolean>
  /** Lets others claim the job, where the holder still has it. */
  release(job: string, holder: string): Promise<void>
}
