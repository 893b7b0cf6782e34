import { mkdtempSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { HUB_NAME, modelFromHub } from './hub.ts'
import { OnnxUnusable } from './onnx.ts'

let files: Record<string, string> = {}
const asked: string[] = []
const server = createServer((request, response) => {
  asked.push(request.url!)
  const text = files[request.url!.replace('/lab/small/resolve/main/', '')]
  if (text === undefined) response.writeHead(404).end()
  else response.end(text)
}).listen(0, '127.0.0.1')
await new Promise((resolve) => server.once('listening', resolve))
afterAll(() => void server.close())
const hub = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
const newFolder = () => mkdtempSync(join(tmpdir(), 'hub-'))

beforeEach(() => {
  asked.length = 0
  files = { 'tokenizer.json': '{}', 'onnx/model.onnx': 'network' }
})

test('a model is downloaded once', async () => {
  const models = newFolder()
  const folder = await modelFromHub(hub, 'lab/small', models)
  expect(readFileSync(join(folder, 'onnx/model.onnx'), 'utf8')).toBe('network')
  const before = asked.length
  expect(await modelFromHub(hub, 'lab/small', models)).toBe(folder)
  expect(asked).toHaveLength(before)
})

test('what was fetched before a failure is not fetched again', async () => {
  const models = newFolder()
  delete files['onnx/model.onnx']
  await expect(modelFromHub(hub, 'lab/small', models)).rejects.toThrow(/no ONNX network/)
  files['onnx/model.onnx'] = 'network'
  await modelFromHub(hub, 'lab/small', models)
  expect(asked.filter((path) => path.endsWith('tokenizer.json'))).toHaveLength(1)
})

test('a name that the hub does not know, and a hub that does not answer, are told', async () => {
  files = {}
  await expect(modelFromHub(hub, 'lab/small', newFolder())).rejects.toThrow(OnnxUnusable)
  await expect(modelFromHub('http://127.0.0.1:9', 'lab/small', newFolder())).rejects.toThrow(
    /cannot be reached/,
  )
})

test.each(['../secret', 'lab/..', '/etc/passwd', 'lab', 'lab/small/more', './models/small'])(
  '%s is no name of the hub',
  (name) => expect(HUB_NAME.test(name)).toBe(false),
)
