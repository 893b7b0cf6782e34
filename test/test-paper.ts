import type { Paper } from '../src/papers/paper.ts'

/** A paper of which little is known: a test adds what it is about. */
export const paper: Paper = {
  id: '2504.00001',
  title: '',
  titleText: 'On learning',
  titleHtml: '',
  abstract: '',
  abstractText: 'First.\n\nSecond.',
  abstractHtml: '',
  authors: ['Ada Example', 'Max Muster'],
  published: { at: new Date('2025-04-17'), precision: 'day' },
  updated: null,
  venue: null,
  categories: [],
  links: [],
  versions: [],
  withdrawn: false,
  comment: null,
  day: null,
  position: null,
  votes: 0,
  comments: 0,
  ids: {},
}
