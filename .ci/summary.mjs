// Prints what was skipped, then the closing line. Fails when anything failed, was skipped or did not run.
import { readFileSync } from 'node:fs'

const [file, status] = process.argv.slice(2)
let results
try {
  results = JSON.parse(readFileSync(file, 'utf8'))
} catch {
  console.log('The tests did not run to their end.\n0 passed, 1 failed')
  process.exit(1)
}

const tests = results.testResults.flatMap((suite) => suite.assertionResults)
const skipped = tests.filter((test) => test.status !== 'passed' && test.status !== 'failed')
for (const test of skipped) console.log(`skipped: ${test.fullName}`)

const passed = results.numPassedTests
const suitesThatFailedToLoad = results.testResults.filter(
  (suite) => suite.status === 'failed' && suite.assertionResults.length === 0,
)
const otherCheckFailed = status !== '0' && results.success ? 1 : 0
const failed =
  results.numFailedTests + skipped.length + suitesThatFailedToLoad.length + otherCheckFailed
if (otherCheckFailed) console.log('A check besides the tests failed: see above.')
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
