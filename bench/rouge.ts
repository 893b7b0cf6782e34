/** ROUGE-1, -2 and -L (F1) of a text against the best of several references, on lower-case words as they stand. */
export function rouge(text: string, references: string[]): [number, number, number] {
  const candidate = words(text)
  const scores = references.map((reference) => {
    const wanted = words(reference)
    return [
      overlap(candidate, wanted, 1),
      overlap(candidate, wanted, 2),
      longestCommon(candidate, wanted),
    ] as const
  })
  const best = (k: 0 | 1 | 2) => Math.max(...scores.map((score) => score[k]))
  return [best(0), best(1), best(2)]
}

const words = (text: string) => text.toLowerCase().match(/[a-z0-9]+/g) ?? []

function overlap(candidate: string[], wanted: string[], n: number): number {
  const counts = new Map<string, number>()
  for (let i = 0; i + n <= wanted.length; i++) {
    const gram = wanted.slice(i, i + n).join(' ')
    counts.set(gram, (counts.get(gram) ?? 0) + 1)
  }
  let shared = 0
  for (let i = 0; i + n <= candidate.length; i++) {
    const gram = candidate.slice(i, i + n).join(' ')
    const left = counts.get(gram) ?? 0
    if (left > 0) {
      shared++
      counts.set(gram, left - 1)
    }
  }
  return f1(shared, candidate.length - n + 1, wanted.length - n + 1)
}

function longestCommon(a: string[], b: string[]): number {
  let row = Array.from({ length: b.length + 1 }, () => 0)
  for (const word of a) {
    const next = [0]
    for (let j = 1; j <= b.length; j++)
      next[j] = word === b[j - 1] ? row[j - 1]! + 1 : Math.max(row[j]!, next[j - 1]!)
    row = next
  }
  return f1(row[b.length]!, a.length, b.length)
}

const f1 = (shared: number, found: number, wanted: number) =>
  shared === 0 ? 0 : (2 * (shared / found) * (shared / wanted)) / (shared / found + shared / wanted)
