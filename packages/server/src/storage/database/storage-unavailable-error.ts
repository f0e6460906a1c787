/**
 * Says that the database does not answer: the handler answers 503 `storage_unavailable`, retryable, and nothing was kept.
 *
 * `cause` holds the driver's error for the host's log; its message never reaches a client.
 */
export class StorageUnavailableError extends Error {
  override readonly name = 'StorageUnavailableError'
  readonly code = 'storage_unavailable'

  constructor(options?: ErrorOptions) {
    super('The database does not answer.', options)
  }
}
