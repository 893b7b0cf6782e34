import type { Kind } from './kind.ts'
import type { SubscriberState } from './tables.ts'

/** Somebody who gets mails, or asked to. */
export interface Subscriber {
  id: number
  publicId: string
  address: string
  addressKey: string
  state: SubscriberState
  zone: string
}

/** What a reader wants in a mail, and when. */
export interface Wishes {
  kind: Kind
  hour: number // 0 to 23, on the reader's clock
  weekday: number // 0 is Monday; of weekly mails
  trending: boolean // what most readers care about
  topics: string[] // keys as `topicNames` has them
  searches: string[] // as they are typed into the search box
  papersMax: number
  papersMin: number // with fewer there is no mail
}

/** What somebody gets who only gave an address. */
export const FIRST_WISHES: Wishes = {
  kind: 'daily',
  hour: 7,
  weekday: 0,
  trending: true,
  topics: [],
  searches: [],
  papersMax: 15,
  papersMin: 1,
}

export const PAPERS_MOST = 30 // more, and the mail is longer than mail programs show
export const SEARCHES_MOST = 10 // each is asked once per mail
export const TOPICS_MOST = 20
export const SEARCH_LENGTH_MOST = 200
