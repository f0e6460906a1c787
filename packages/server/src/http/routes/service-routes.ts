import { handleReadHealth, handleReadLiveness } from '../handlers/health.js'
import { statusSchema } from '../reference/schema-names.js'
import type { Route } from '../route.js'

/** How the handler is. */
export const SERVICE_ROUTES: readonly Route[] = [
  {
    id: 'readHealth',
    method: 'GET',
    path: '/v1/health',
    access: 'public',
    tag: 'service',
    summary: 'Reports whether the handler can do its work, the database included.',
    answer: { status: 200, schema: statusSchema },
    problems: ['storage_unavailable'],
    handle: handleReadHealth,
  },
  {
    id: 'readLiveness',
    method: 'GET',
    path: '/v1/health/live',
    access: 'public',
    tag: 'service',
    summary: 'Reports whether the process answers.',
    answer: { status: 200, schema: statusSchema },
    problems: [],
    handle: handleReadLiveness,
  },
]
