import type { messages, PGlite } from '@electric-sql/pglite'

/**
 * The way to a PGlite, wherever it runs: messages of PostgreSQL's protocol go there, and its answers come back (PostgreSQL
 * manual, "Frontend/Backend Protocol").
 */
export interface Line {
  readonly isOpen: boolean
  /** How values are written and read, by their type's number in pg_type. */
  readonly types: ValueTypes
  /**
   * Sends the messages together. The first thing that the database complains about is thrown; it has passed over what was
   * sent after that. To be called again only when the answers have come.
   */
  send(sent: Uint8Array[]): Promise<messages.BackendMessage[]>
  /** Calls `heard` with every notification from then on. */
  onNotification(heard: (channel: string, said: string) => void): void
  /** To be called when nothing is on its way. */
  close(): Promise<void>
}

export type ValueTypes = Pick<PGlite, 'parsers' | 'serializers'>

/** To a PGlite in this thread, which does nothing else while that works. */
export function lineTo(pglite: PGlite): Line {
  return {
    get isOpen() {
      return !pglite.closed
    },
    types: pglite,
    send: (sent) => pglite.execProtocolStream(joined(sent), { syncToFs: false }),
    onNotification: (heard) => void pglite.onNotification(heard),
    close: () => pglite.close(),
  }
}

/** In memory of their own, which another thread can take. */
export function joined(parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let end = 0
  for (const part of parts) {
    whole.set(part, end)
    end += part.length
  }
  return whole
}
