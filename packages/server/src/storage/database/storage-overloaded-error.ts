/** Says that a call waited too long for its turn at the database: nothing of it was kept, and it may come again. */
export class StorageOverloadedError extends Error {
  override readonly name = 'StorageOverloadedError'
  readonly code = 'overloaded'

  constructor() {
    super('A call waited too long for its turn at the database.')
  }
}
