/** The chunks of a request's body as they arrive; throws where the connection is cut. */
export async function* bodyChunks(request: Request): AsyncGenerator<Uint8Array> {
  if (request.body) yield* request.body as unknown as AsyncIterable<Uint8Array>
}
