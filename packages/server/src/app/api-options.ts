/** Which tenant an in-process call is for; default `default`. */
export interface TenantChoice {
  readonly tenantId?: string
}

/** A change that shall only happen to what was read: the `etag` of before, or `*` for whatever is there. */
export interface ChangeOptions extends TenantChoice {
  readonly ifMatch?: string
}

/** Who acts, for the record; default `service`. */
export interface ActorChoice extends TenantChoice {
  readonly actorId?: string
}

/** Which attempt is asked about, from 1; default: the current one. */
export interface AttemptChoice extends TenantChoice {
  readonly attempt?: number
}

/** A resource as it was read. */
export interface Read<Resource> {
  readonly resource: Resource
  /** The tag to give as `ifMatch` with a change. */
  readonly etag: string
}

/** A resource as a change left it. */
export interface Changed<Resource> extends Read<Resource> {
  readonly resource: Resource
  /** Whether it did not exist before. */
  readonly created: boolean
  /** The tag to give as `ifMatch` with the next change. */
  readonly etag: string
}
