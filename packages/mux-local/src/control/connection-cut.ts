/** A fault asks for the connection to be cut: the listener closes the socket; an in-process `fetch` rejects with it. */
export class ConnectionCut extends Error {
  constructor() {
    super('The connection was cut by a fault')
    this.name = 'ConnectionCut'
  }
}
