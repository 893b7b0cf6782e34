import { fold } from './fold.ts'

/** Names are compared without case, accents, signs and spaces at the ends: 'Long-Bench' is 'longbench', 'GPT 4' is 'gpt 4'. */
export function nameOf(text: string): string {
  return fold(text)
    .replace(/[^\p{L}\p{N}\s]/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
}

const LONGEST_NAME = 4 // words; longer beginnings are titles that have a subtitle

/** 'BERT' in 'BERT: Pre-training of …', a clean title. Null when nothing short stands before a colon. */
export function nameBeforeColon(title: string): string | null {
  const head = /^([^:]{2,60}):\s/.exec(title)?.[1]?.trim()
  return head && head.split(/\s+/).length <= LONGEST_NAME ? head : null
}
