/** A row that was made or was there before. */
export interface Recorded<Resource> {
  readonly resource: Resource
  readonly created: boolean
}
