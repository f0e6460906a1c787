/** The composition root of the evidence side: the one place that chooses the browser's shells. */
export { createApiClient, type ApiClientOptions, type ExtraHeaders, type GetAuthToken } from './browser/api-client.js'
