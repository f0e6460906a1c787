/** An answer that is no success, as Mux writes it: `{"error":{"type":…,"messages":[…]}}`. */
export class ApiError extends Error {
  readonly status: number
  readonly type: string
  readonly messages: readonly string[]

  constructor(status: number, type: string, messages: readonly string[]) {
    super(messages.join('; '))
    this.name = 'ApiError'
    this.status = status
    this.type = type
    this.messages = messages
  }

  static notFound(what: string): ApiError {
    return new ApiError(404, 'not_found', [`There is no such ${what} in this environment`])
  }

  static invalid(...messages: string[]): ApiError {
    return new ApiError(400, 'invalid_parameters', messages)
  }

  static notImitated(what: string): ApiError {
    return new ApiError(400, 'not_imitated', [`mux-local does not imitate ${what}`])
  }
}
