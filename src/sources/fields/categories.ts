/** 'cs.LG', 'math.AG', 'hep-th', 'cond-mat.mtrl-sci': archive and, where it has any, subject (arXiv category taxonomy). */
const ARXIV_CATEGORY = /^[a-z][a-z-]{1,9}(?:\.[A-Za-z][A-Za-z-]{1,9})?$/

/**
 * The arXiv categories in a field, the primary one first and none twice. Classes of the MSC and ACM ('68T05', 'I.2.7'),
 * which authors add, are left out.
 */
export function categoriesIn(field: string | string[] | undefined): string[] | undefined {
  if (field === undefined) return undefined
  const terms = typeof field === 'string' ? field.split(/\s+/) : field
  return [...new Set(terms.filter((term) => ARXIV_CATEGORY.test(term)))]
}
