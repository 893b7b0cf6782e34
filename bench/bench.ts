import { benchImport } from './import.ts'
import { benchStart } from './start.ts'
import { benchTrending } from './trending.ts'
import { benchWeb } from './web.ts'

const BENCHES = {
  import: benchImport,
  start: benchStart,
  web: benchWeb,
  trending: benchTrending,
}

// `npm run bench` runs all of them, `npm run bench import` one.
const wanted = process.argv.slice(2)
for (const [name, bench] of Object.entries(BENCHES)) {
  if (wanted.length === 0 || wanted.includes(name)) await bench()
}
