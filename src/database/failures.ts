/** Whether a row was refused because another one has the same key. By SQLSTATE, which both engines tell. */
export function isNotUnique(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '23505'
}
