import { describe, expect, test } from 'vitest'
import { artifactsOf } from './artifacts.ts'

const urls = (text: string) => artifactsOf(text).map(({ url }) => url)

describe('addresses', () => {
  test.each([
    ['Code is at https://github.com/lab/tool.', 'https://github.com/lab/tool'],
    ['Code (https://github.com/lab/tool) is free.', 'https://github.com/lab/tool'],
    [
      'See https://lab.github.io/tool/{https://lab.github.io/tool/}.',
      'https://lab.github.io/tool/',
    ],
    ['\\url{http://lab.org/x\\_y}', 'http://lab.org/x_y'],
    ['All is open at tool.lab.ch.', 'https://tool.lab.ch'],
    ['Get it from github.com/lab/tool, please', 'https://github.com/lab/tool'],
    ['Demo: www.lab.org/demo', 'https://www.lab.org/demo'],
    [
      'https://en.wikipedia.org/wiki/Map_(disambiguation)',
      'https://en.wikipedia.org/wiki/Map_(disambiguation)',
    ],
  ])('%s', (text, url) => {
    expect(urls(text)).toEqual([url])
  })

  test('nothing is invented', () => {
    expect(
      urls('Code is available on GitHub and HuggingFace, e.g. with Node.js 2.1, mAP@0.5.'),
    ).toEqual([])
  })

  test('a company is no address', () => {
    expect(urls('Reviews of Booking.com and arXiv.org were read.')).toEqual([])
  })

  test('each address is found once, where it first stands', () => {
    const text = 'https://lab.org/a and again https://lab.org/a'
    expect(artifactsOf(text).map(({ span }) => span)).toEqual([[0, 17]])
  })
})

describe('kinds', () => {
  test.each([
    ['The code is at https://github.com/lab/tool', 'code'],
    ['Our dataset is at https://github.com/lab/maps', 'dataset'],
    ['We keep a reading list of papers at https://github.com/lab/list', 'collection'],
    ['https://huggingface.co/datasets/lab/maps', 'dataset'],
    ['https://huggingface.co/lab/model-7b', 'model'],
    ['https://huggingface.co/collections/lab/all-1', 'collection'],
    ['https://huggingface.co/spaces/lab/try', 'demo'],
    ['An online demo is at https://maps.lab.org', 'demo'],
    ['Project page: https://maps.lab.org', 'website'],
  ])('%s', (text, kind) => {
    expect(artifactsOf(text)[0]?.kind).toBe(kind)
  })
})
