import type { AppContext } from '../app/app-context.js'
import type { AppBindings } from './app.js'

/** Methods that are named as they are; any other could be made up by the caller. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS'])

/**
 * Answers a request as a span with its duration.
 *
 * The route is the row of the route table, with names for parameters: no path, query or id is in a span or a metric.
 */
export function observeRequest(
  { telemetry }: Pick<AppContext, 'telemetry'>,
  request: Request,
  requestId: string,
  answer: (note: AppBindings['note']) => Promise<Response>,
): Promise<Response> {
  const begun = performance.now()
  const method = METHODS.has(request.method) ? request.method : '_OTHER'
  return telemetry.span('ehr.request', { 'http.request.method': method }, async (span) => {
    const noted: { route?: string; problem?: string } = {}
    const response = await answer((more) => Object.assign(noted, more))
    const attributes = {
      'http.request.method': method,
      'http.response.status_code': response.status,
      ...(noted.route !== undefined && { 'http.route': noted.route }),
      ...(noted.problem !== undefined && { 'error.type': noted.problem }),
    }
    const seconds = (performance.now() - begun) / 1_000
    telemetry.record('ehr.request.duration', seconds, attributes)
    span.set({ ...attributes, 'ehr.request_id': requestId })
    return response
  })
}
