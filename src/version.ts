import { readFileSync } from 'node:fs'

/** The version of Broadsheet: '0.1.0'. */
export function version(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version // oxlint-disable-line typescript/no-unsafe-type-assertion -- npm insists on it
}
