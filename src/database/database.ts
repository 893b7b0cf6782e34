import type { Kysely } from 'kysely'

/**
 * The tables, by name. Each feature adds its own here (`declare module`), beside the code that uses them,
 * so that this folder knows none of them.
 */
// oxlint-disable-next-line typescript/no-empty-object-type
export interface Schema {}

export type Database = Kysely<Schema>

/** An open database, whichever engine runs it. */
export interface OpenDatabase {
  db: Database
  engine: 'PGlite' | 'PostgreSQL'
  /** Runs SQL of a library that brings its own, apart from everything that is going on. Without values, any number of statements. */
  execute: (text: string, values?: unknown[]) => Promise<{ rows: unknown[] }>
  /**
   * Calls `heard` for every notification on the channel, from this process and from others, until closed, with what it
   * says: '' also when some may have been missed.
   */
  listen: (channel: string, heard: (said: string) => void) => Promise<void>
  close: () => Promise<void>
}

/** How to open it. */
export interface Opening {
  /**
   * Whether an embedded database works in a thread of its own, beside the one that asks it. Worth it for long work that goes on
   * while it does: a question to another thread takes longer.
   */
  ownThread?: boolean
}
