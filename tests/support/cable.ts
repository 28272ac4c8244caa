/** The network between a device and the server, as something that a test can cut. */
import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

export type Cable = {
  readonly port: number
  /** Ends every connection at once, without a goodbye, and refuses new ones. */
  cut(): void
  /** From now on nothing gets through, and nobody is told: what a lost machine or a stopped program looks like. */
  freeze(): void
  /** Lets new connections through again. Those that were cut or frozen stay as they are. */
  mend(): void
  close(): Promise<void>
}

/** A cable to a port of this machine. */
export async function openCable(targetPort: number): Promise<Cable> {
  const sockets = new Set<Socket>()
  let isCut = false
  let isFrozen = false
  const server = createServer((device) => {
    if (isCut) return device.destroy()
    if (isFrozen) {
      sockets.add(device)
      device.on('error', () => undefined)
      return
    }
    const target = connect(targetPort, '127.0.0.1')
    for (const [socket, other] of [[device, target], [target, device]] as const) {
      sockets.add(socket)
      socket.pipe(other)
      socket.on('error', () => other.destroy())
      socket.on('close', () => {
        sockets.delete(socket)
        other.destroy()
      })
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const cutAll = () => {
    for (const socket of sockets) socket.resetAndDestroy()
  }
  return {
    port: (server.address() as AddressInfo).port,
    cut: () => {
      isCut = true
      cutAll()
    },
    freeze: () => {
      isFrozen = true
      for (const socket of sockets) socket.unpipe().pause()
    },
    mend: () => {
      isCut = false
      isFrozen = false
    },
    close: async () => {
      cutAll()
      server.close()
      await once(server, 'close')
    },
  }
}
