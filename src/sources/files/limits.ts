/** An entry above this is no paper: 10,000 authors with their profiles are 5 MB. It is skipped without being held. */
export const ENTRY_BYTES_MAX = 8 * 1024 * 1024

export const ENTRY_TOO_LONG = `longer than ${ENTRY_BYTES_MAX / 1024 / 1024} MB, which no paper is`
