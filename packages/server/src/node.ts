export { drainServer } from './node/drain-server.js'
export { toNodeListener, type NodeListener } from './node/listener.js'
