import type { html } from 'hono/html'

/** What `html` makes: every value in it is escaped. */
export type Html = ReturnType<typeof html>
