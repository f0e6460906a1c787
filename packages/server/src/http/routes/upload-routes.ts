import * as management from '@enhancedhr/protocol/management'
import { idSchema } from '@enhancedhr/protocol/wire'
import * as z from 'zod/mini'
import * as uploads from '../handlers/uploads.js'
import { statusSchema } from '../reference/schema-names.js'
import type { Route } from '../route.js'
import { pageQuery } from './page-query.js'

/** How a file becomes the video of a lesson. */
export const UPLOAD_ROUTES: readonly Route[] = [
  {
    id: 'createUpload',
    method: 'POST',
    path: '/v1/uploads',
    access: 'signed_in',
    tag: 'managing',
    summary: 'Makes an upload for the video of a lesson, and answers where the file goes.',
    body: management.uploadInputSchema,
    answer: { status: 201, schema: management.uploadCreatedSchema },
    problems: [
      'invalid_request',
      'forbidden',
      'lesson_not_found',
      'upload_in_progress',
      'upload_not_accepted',
      'rate_limited',
      'mux_refused',
      'mux_unavailable',
    ],
    handle: uploads.handleCreateUpload,
  },
  {
    id: 'listUploads',
    method: 'GET',
    path: '/v1/uploads',
    access: 'signed_in',
    tag: 'managing',
    summary: 'Lists the uploads of a lesson, the newest first.',
    query: [
      { name: 'lesson_id', summary: 'The lesson.', schema: idSchema },
      ...pageQuery(z.string().check(z.regex(/^[\w-]+$/))),
    ],
    answer: { status: 200, schema: management.uploadListSchema },
    problems: ['invalid_request', 'forbidden', 'lesson_not_found'],
    handle: uploads.handleListUploads,
  },
  {
    id: 'readUpload',
    method: 'GET',
    path: '/v1/uploads/:id',
    access: 'signed_in',
    tag: 'managing',
    summary: 'Reads an upload; whoever made it is given the address for the file again.',
    answer: { status: 200, schema: management.uploadResourceSchema },
    problems: ['forbidden', 'upload_not_found'],
    handle: uploads.handleReadUpload,
  },
  {
    id: 'cancelUpload',
    method: 'DELETE',
    path: '/v1/uploads/:id',
    access: 'signed_in',
    tag: 'managing',
    summary: 'Cancels an upload; what Mux has of it is deleted.',
    answer: { status: 200, schema: management.uploadResourceSchema },
    problems: ['forbidden', 'upload_not_found', 'upload_final'],
    handle: uploads.handleCancelUpload,
  },
  {
    id: 'applyUpload',
    method: 'POST',
    path: '/v1/uploads/:id/apply',
    access: 'signed_in',
    tag: 'managing',
    summary: 'Gives a lesson the video of an upload that is held.',
    body: management.uploadApplySchema,
    answer: { status: 200, schema: management.uploadResourceSchema },
    problems: [
      'invalid_request',
      'forbidden',
      'upload_not_found',
      'upload_not_held',
      'rule_unreachable',
      'lesson_not_found',
    ],
    handle: uploads.handleApplyUpload,
  },
]

/** What Mux calls. */
export const MUX_ROUTES: readonly Route[] = [
  {
    id: 'receiveMuxWebhook',
    method: 'POST',
    path: '/v1/mux/webhooks',
    access: 'signed_body',
    tag: 'service',
    summary: 'Takes a webhook of Mux, by its signature.',
    answer: { status: 200, schema: statusSchema },
    problems: ['signature_invalid', 'storage_unavailable'],
    handle: uploads.handleMuxWebhook,
  },
]
