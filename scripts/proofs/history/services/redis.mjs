import { connect } from 'node:net'
import { freePort } from '../../faults/ground.mjs'
import { Program } from './program.mjs'

/** A Redis of the proof's own, which forgets everything when it ends. */
export async function createRedis(folder) {
  const port = await freePort()
  const command = ['redis-server', '--bind', '127.0.0.1', '--port', `${port}`, '--save', '', '--appendonly', 'no']
  const redis = new Program('Redis', command, { cwd: folder, isUp: () => answers(port) })
  return Object.assign(redis, { port })
}

function answers(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'))
    const end = (isUp) => {
      socket.destroy()
      resolve(isUp)
    }
    socket.setTimeout(1_000, () => end(false))
    socket.on('error', () => end(false))
    socket.on('data', (data) => end(data.toString().startsWith('+PONG')))
  })
}
