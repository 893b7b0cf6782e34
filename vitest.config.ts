import { defineConfig } from 'vitest/config'

const resultsFile = process.env.BROADSHEET_TEST_RESULTS

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    reporters: resultsFile ? ['default', ['json', { outputFile: resultsFile }]] : ['default'],
    globalSetup: 'test/global-setup.ts',
    setupFiles: 'test/after-file.ts',
    isolate: false, // modules are loaded once a process, not once a file, which is half of the work
    maxWorkers: '100%', // many tests wait for a browser, a server or a disk
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
