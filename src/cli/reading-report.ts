import { renderFragment } from '../papers/text.ts'
import type { PaperReading } from './read.ts'

/** What a paper says, for a person: its title, what it is, its gist, and a line for every finding. */
export function readingReport(paper: PaperReading): string {
  const { title_text, kind, topics, gist, systems, artifacts, claims } = paper
  return [
    title_text,
    `  ${[kind, ...topics].join(' · ')}`,
    ...(gist ? [`  ${gist}`] : []),
    ...systems.map(
      ({ name_text, type, aliases }) =>
        `  introduces ${name_text} (${[type, ...aliases.map((alias) => renderFragment(alias))].join(', ')})`,
    ),
    ...artifacts.map(({ url, kind: what }) => `  gives ${what}: ${url}`),
    ...claims.map(
      ({ value, unit, metric, quote }) =>
        `  claims ${[value].flat().join(' to ')} ${unit}, ${metric}: “${renderFragment(quote)}”`,
    ),
    '',
  ].join('\n')
}
