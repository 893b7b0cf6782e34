import { afterAll } from 'vitest'
import { closeTestDatabases } from './test-database.ts'

// One process runs many test files, one after the other: what a file opened is not left to the next.
afterAll(closeTestDatabases)
