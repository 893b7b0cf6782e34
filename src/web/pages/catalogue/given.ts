import type { Context } from 'hono'

const LENGTH_MAX = 100 // of what is filtered by: a unit, a metric, a name

/** A parameter as text; null when it is absent or empty. */
export function given(c: Context, name: string): string | null {
  const text = (c.req.query(name) ?? '').replaceAll('\0', '').trim()
  return text === '' ? null : text.slice(0, LENGTH_MAX).toWellFormed()
}
