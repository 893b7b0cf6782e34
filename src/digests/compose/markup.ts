import { html, raw } from 'hono/html'

/**
 * Markup for a mail: like `html`, every value is escaped. Under a name of its own, because it is kept as it is written:
 * what a formatter adds for readers of code, every reader of the mail would be sent.
 */
export function markup(strings: TemplateStringsArray, ...values: unknown[]) {
  const made = html(strings, ...values)
  if (made instanceof Promise) throw new TypeError('markup of mails is made at once')
  return raw(made.toString())
}
