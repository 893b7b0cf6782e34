/** Raised whenever a change of the rules changes what is found, so that stored readings are made anew. */
export const READER_VERSION = 6
