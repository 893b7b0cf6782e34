import { parseArxivId } from '../../papers/ids.ts'
import { authorsOfLine } from '../fields/author-string.ts'
import { categoriesIn } from '../fields/categories.ts'
import { arxivParagraphs } from '../fields/text.ts'
import { abstractIn, titleIn } from '../fields/title.ts'
import { dayOf } from '../../lib/days.ts'
import { dateIn } from '../fields/when.ts'
import { withdrawnIn } from '../fields/withdrawn.ts'
import { NAMESPACES, textOf, textsOf, type XmlElement } from '../fields/xml.ts'
import { NotAPaper, type Note, type Reading } from '../reading.ts'
import { announcementIn } from './arxiv-announcement.ts'

/**
 * An item of arXiv's daily RSS. Its date is that of the announcement: the day a new paper was published, and for
 * a replacement the day of its update.
 */
export function readArxivRss(item: XmlElement, note: Note): Reading {
  const arxiv = ['guid', 'link'].map((name) => parseArxivId(textOf(item, name) ?? '')).find(Boolean)
  if (!arxiv) throw new NotAPaper('The item has no arXiv id in its link.')

  const { type, summary } = announcementIn(textOf(item, 'description'))
  const announced = textOf(item, 'announce_type', NAMESPACES.arxiv)?.trim() ?? type ?? 'new'
  const date = dateIn(textOf(item, 'pubDate'), note)
  const isNew = announced === 'new'
  const isReplaced = announced.startsWith('replace')
  const abstract = abstractIn(summary, arxivParagraphs)
  return {
    source: 'arxiv-rss',
    externalId: arxiv,
    draft: {
      ids: { arxiv },
      title: titleIn(textOf(item, 'title')),
      abstract,
      authors: authorsOfLine(
        textOf(item, 'creator', NAMESPACES.dc) ?? textOf(item, 'author') ?? '',
      ),
      published: isNew && date ? { at: new Date(dayOf(date.at)), precision: 'day' } : undefined,
      updated: isReplaced ? date?.at : undefined,
      categories: categoriesIn(textsOf(item, 'category')),
      withdrawn: withdrawnIn(undefined, abstract),
    },
  }
}
