import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readModel } from './model-file.ts'
import { staticModel } from './model.ts'
import { seededRandom } from './random.ts'
import { trainMeaning } from './train-meaning.ts'

const folder = mkdtempSync(join(tmpdir(), 'training-'))
const options = { dimensions: 64, batch: 32, epochs: 6 }

/** Papers on two subjects, where titles and abstracts use different words for the same thing. */
function papers() {
  const random = seededRandom(1)
  const subjects = [
    { titles: ['ocean', 'whale', 'tide'], abstracts: ['sea', 'marine', 'wave', 'salt', 'coast'] },
    {
      titles: ['rocket', 'orbit', 'launch'],
      abstracts: ['space', 'satellite', 'engine', 'moon', 'thrust'],
    },
  ]
  const some = (words: string[], count: number) =>
    Array.from({ length: count }, () => words[Math.floor(random() * words.length)]).join(' ')
  return Array.from({ length: 256 }, (_, i) => {
    const { titles, abstracts } = subjects[i % 2]!
    return {
      title: some(titles, 3),
      abstract: `We study ${some(abstracts, 6)}. Then ${some(abstracts, 6)}.`,
      group: '',
    }
  })
}

const cosine = (a: Float32Array, b: Float32Array) =>
  a.reduce((sum, value, d) => sum + value * b[d]!, 0)

test('words that titles and abstracts use for the same subject come to lie near each other', async () => {
  const modelPath = join(folder, 'whole.bin')
  expect(await trainMeaning({ papers: papers(), modelPath, options })).toBe(true)
  const model = staticModel(readModel(modelPath))
  const query = model.embed('whales in the tide')
  expect(cosine(query, model.embed('marine coast'))).toBeGreaterThan(
    cosine(query, model.embed('satellite moon')) + 0.3,
  )
})

test('a run that begins with an earlier model keeps what the papers do not contradict', async () => {
  const modelPath = join(folder, 'later.bin')
  await trainMeaning({ papers: papers(), modelPath, options })
  const from = readModel(modelPath)
  const laterPath = join(folder, 'later-still.bin')
  await trainMeaning({
    papers: papers(),
    modelPath: laterPath,
    from,
    options: { ...options, epochs: 1 },
  })
  const fresh = join(folder, 'fresh.bin')
  await trainMeaning({
    papers: papers(),
    modelPath: fresh,
    options: { ...options, epochs: 1, seed: 2 },
  })
  const whale = (path: string) => staticModel(readModel(path)).embed('whale')
  expect(cosine(whale(laterPath), whale(modelPath))).toBeGreaterThan(0.8)
  expect(cosine(whale(fresh), whale(modelPath))).toBeLessThan(0.5)
})

test('a run that was stopped ends with the same model as one that was not', async () => {
  const modelPath = join(folder, 'stopped.bin')
  const first = await trainMeaning({
    papers: papers(),
    modelPath,
    options,
    onProgress: ({ step }) => step < 7,
  })
  expect(first).toBe(false)
  expect(existsSync(modelPath)).toBe(false)

  const steps: number[] = []
  await trainMeaning({
    papers: papers(),
    modelPath,
    options,
    onProgress: ({ step }) => void steps.push(step),
  })
  expect(steps[0]).toBe(8)
  expect(readFileSync(modelPath)).toEqual(readFileSync(join(folder, 'whole.bin')))
  expect(existsSync(`${modelPath}.unfinished`)).toBe(false)
})

test('too few papers to compare with each other are refused', async () => {
  const few = papers().slice(0, 10)
  await expect(
    trainMeaning({ papers: few, modelPath: join(folder, 'few.bin'), options }),
  ).rejects.toThrow(RangeError)
})
