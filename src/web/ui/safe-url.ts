const ALLOWED = new Set(['http:', 'https:', 'mailto:'])

/**
 * An address from data as a link may carry it. Null for every scheme but http, https and mailto, because
 * 'javascript:' and 'data:' addresses would run as our own page. Spellings that browsers forgive
 * (' JaVaScript:', 'java\nscript:') are judged as browsers read them.
 */
export function safeUrl(url: string): string | null {
  const parsed = URL.parse(url)
  return parsed && ALLOWED.has(parsed.protocol) ? parsed.href : null
}
