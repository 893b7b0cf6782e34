import { expect, test } from 'vitest'
import { signIn } from '../../../test/sign-in.ts'
import { posted, testSite, TODAY } from '../../../test/test-site.ts'
import { paths } from '../paths.ts'

test('a comment makes the pages about its paper new, and no other', async () => {
  const site = await testSite()
  await site.print(posted(TODAY, 1), posted(TODAY, 2, { ids: { doi: '10.1234/herd' } }))
  const ada = await signIn(site, { handle: 'ada' })
  const about = [
    paths.paper('2504.00001'),
    paths.discussion('2504.00001', 1),
    paths.paperFeed('2504.00001'),
    paths.person('ada'),
  ]
  const others = [paths.front, paths.day(TODAY), paths.paper('doi:10.1234/herd'), paths.trending()]
  for (const path of [...about, ...others]) await site.read(path)

  await ada.post(paths.comments, { paper: '2504.00001', text: 'Hello' })
  expect(about.filter((path) => site.cache.find(path))).toEqual([])
  expect(others.filter((path) => !site.cache.find(path))).toEqual([])
  expect(await site.read(about[0]!)).toContain('Hello')

  const spelled = paths.paper('doi:10.1234/herd').replace(':', '%3A')
  await site.read(spelled)
  await ada.post(paths.comments, { paper: 'doi:10.1234/herd', text: 'And here' })
  expect(await site.read(spelled)).toContain('And here')
})
