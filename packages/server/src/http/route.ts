import type { ProblemCode } from '@enhancedhr/protocol'
import type { ZodMiniType } from 'zod/mini'
import type { Answer, RequestContext, SignedBodyContext, SignedInContext } from './request-context.js'

/** Where the reference lists a call. */
export type RouteTag = 'watching' | 'reading' | 'managing' | 'service'

interface RouteFrame {
  /** The call's name in the reference, and in clients that are made from it; it never changes. */
  readonly id: string
  readonly tag: RouteTag
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Below the base, with `:name` for parameters. */
  readonly path: string
  /** One sentence for the reference. */
  readonly summary: string
  readonly query?: readonly { readonly name: string; readonly summary: string; readonly schema: ZodMiniType }[]
  readonly body?: ZodMiniType
  /** Bytes that the body may have; default 256 KiB. */
  readonly maxBodyBytes?: number
  readonly answer: RouteAnswer
  /** Codes that this call adds to those that every call may answer. */
  readonly problems: readonly ProblemCode[]
}

interface RouteAnswer {
  readonly status: number
  /** Whether 201 distinguishes something new from what was there already, which is 200. */
  readonly created?: boolean
  readonly schema: ZodMiniType
  /** Default `application/json`. */
  readonly mediaType?: string
  /** What those who manage the resource read beside that, with its `ETag`. */
  readonly managerSchema?: ZodMiniType
  /** Whether a caller may keep it, and ask with its `ETag` whether it changed. */
  readonly cached?: boolean
}

/** A call that anyone may make. */
export interface PublicRoute extends RouteFrame {
  readonly access: 'public'
  readonly handle: (context: RequestContext) => Promise<Answer>
}

/** A call for callers whom `authenticate` knows. */
export interface SignedInRoute extends RouteFrame {
  readonly access: 'signed_in'
  readonly handle: (context: SignedInContext) => Promise<Answer>
}

/** A call whose sender is known by a signature over the bytes of its body; the call itself checks it. */
export interface SignedBodyRoute extends RouteFrame {
  readonly access: 'signed_body'
  readonly handle: (context: SignedBodyContext) => Promise<Answer>
}

/** One row of the route table: what the router, the 405 answers and the reference are made of. */
export type Route = PublicRoute | SignedInRoute | SignedBodyRoute
