import { randomFrom } from '../random.ts'

const SUBJECTS = [
  { titles: ['ocean', 'whale', 'tide'], abstracts: ['sea', 'marine', 'wave', 'salt', 'coast'] },
  {
    titles: ['rocket', 'orbit', 'launch'],
    abstracts: ['space', 'satellite', 'engine', 'moon', 'thrust'],
  },
]

/** Papers on two subjects to learn from, the same every time. */
export function trainingPapers(count: number) {
  const random = randomFrom(7)
  const some = (words: string[], length: number) =>
    Array.from({ length }, () => words[random.below(words.length)]).join(' ')
  return Array.from({ length: count }, (_, n) => {
    const { titles, abstracts } = SUBJECTS[n % 2]!
    return { title: some(titles, 3), abstract: `We study ${some(abstracts, 6)}.`, group: '' }
  })
}
