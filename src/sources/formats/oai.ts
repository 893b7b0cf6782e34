import { parseArxivId } from '../../papers/ids.ts'
import { childrenOf, textOf, type XmlElement } from '../fields/xml.ts'
import { NotAPaper, type Note, type Reading } from '../reading.ts'
import { readArxivOai } from './arxiv-oai.ts'
import { readArxivRaw } from './arxiv-raw.ts'
import { readArxivDc } from './arxiv-dc.ts'
import { shown } from '../fields/shown.ts'

/** A record of arXiv's OAI-PMH interface, in whichever of its formats, or the notice that a paper was deleted. */
export function readOai(record: XmlElement, note: Note): Reading {
  const [header] = childrenOf(record, 'header')
  const identifier = textOf(header, 'identifier') ?? ''
  const arxiv = parseArxivId(identifier)
  if (header?.attributes['status'] === 'deleted') return deleted(arxiv, identifier)

  const [metadata] = childrenOf(record, 'metadata')
  const [content] = metadata?.children ?? []
  if (!content) throw new NotAPaper('The record holds no metadata.')
  switch (content.name) {
    case 'arXiv':
      return readArxivOai(content, arxiv, note)
    case 'arXivRaw':
      return readArxivRaw(content, arxiv, note)
    case 'dc':
      return readArxivDc(content, arxiv, note)
    default:
      throw new NotAPaper(
        `The record's metadata is <${content.name}>; ask for arXiv, arXivRaw or oai_dc instead.`,
      )
  }
}

/** arXiv says which paper was deleted and nothing more, so its title is empty. A source of its own keeps what was said before. */
function deleted(arxiv: string | null, identifier: string): Reading {
  if (!arxiv) throw new NotAPaper(`The deleted record ${shown(identifier)} is not of arXiv.`)
  return {
    source: 'arxiv-deleted',
    externalId: arxiv,
    draft: { ids: { arxiv }, title: '', withdrawn: true },
  }
}
