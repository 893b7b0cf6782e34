import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { draft } from '../../test/test-site.ts'
import { onBothEngines } from '../../test/test-database.ts'
import { output } from '../../test/output.ts'
import { trainingPapers } from '../../test/kill/training-papers.ts'
import { savePapers } from '../papers/save.ts'
import { readModel } from '../search/meaning/model-file.ts'
import { staticModel } from '../search/meaning/model.ts'
import { trainMeaning } from '../search/meaning/train-meaning.ts'
import { trainedModelPath } from '../search/models/trained.ts'
import { trainedModel } from '../search/models/trained-store.ts'
import { train } from './train.ts'

const newFolder = () => mkdtempSync(join(tmpdir(), 'train-'))
const options = { dimensions: 64, batch: 32, epochs: 2 }
const never = new AbortController().signal

onBothEngines('training', (open) => {
  const opened = open()

  test('is refused kindly in a collection that is too small', async () => {
    const { db } = await opened
    const { streams, stderr } = output()
    expect(await train(db, { folder: newFolder(), isOn: true, stop: never }, {}, streams)).toBe(1)
    expect(stderr()).toMatch(/has 0 papers, too few to learn from: it takes 20,000/)
  })

  test(
    'learns from the papers, tells how far it is, and puts the model in use',
    { timeout: 60_000 },
    async () => {
      const { db } = await opened
      const records = trainingPapers(256).map(({ title, abstract }, n) => {
        const { authors, ids } = draft(n)
        return {
          source: 'test',
          externalId: `${n}`,
          raw: JSON.stringify({ ids, authors, title: `${title} ${n}`, abstract }),
        }
      })
      const read = (_: string, raw: string) => JSON.parse(raw) as ReturnType<typeof draft>
      await savePapers(db, records.map((record) => ({ ...record, draft: read('', record.raw) })), read) // prettier-ignore

      const stop = new AbortController()
      const folder = newFolder()
      const first = output()
      stop.abort()
      expect(
        await train(
          db,
          { folder, isOn: true, stop: stop.signal, fewest: 100, options },
          {},
          first.streams,
        ),
      ).toBe(1)
      expect(first.stderr()).toContain('Run the command again to go on from here')
      expect(await trainedModel(db)).toBeNull()

      const { streams, stdout, stderr } = output()
      const training = { folder, isOn: true, stop: never, fewest: 100, options }
      expect(await train(db, training, { json: true }, streams)).toBe(0)
      expect(stderr()).toMatch(/Reading: 256 of 256 papers\n.*Learning: 32 of 32 steps\n/s)
      const result = JSON.parse(stdout()) as { model: string }
      expect(result).toMatchObject({ papers: 256, resumed: true, used: true })

      const path = await trainedModelPath(db, folder)
      expect(staticModel(readModel(path!)).name).toBe(result.model)
      expect(await trainedModel(db)).toBe(result.model)
    },
  )
})

test(
  'a training that was killed goes on where it was last saved, and ends with the same model',
  { timeout: 60_000 },
  async () => {
    const folder = newFolder()
    const modelPath = join(folder, 'model')
    const child = spawn(process.execPath, ['test/kill/train-until-killed.ts', modelPath])
    let said = ''
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      if (said.includes('5\n')) child.kill('SIGKILL')
    })
    await once(child, 'exit')
    expect(child.signalCode).toBe('SIGKILL')
    expect(existsSync(modelPath)).toBe(false)

    const steps: number[] = []
    const job = { papers: trainingPapers(256), options, stepsBetweenSaves: 2 }
    await trainMeaning({ ...job, modelPath, onProgress: ({ step }) => void steps.push(step) })
    expect(steps[0]).toBeGreaterThan(4)
    await trainMeaning({ ...job, modelPath: join(folder, 'whole') })
    expect(readFileSync(modelPath)).toEqual(readFileSync(join(folder, 'whole')))
  },
)
