import type { Handler } from 'hono'
import { escapeText } from '../../papers/text/escape.ts'
import { paths } from '../paths.ts'
import type { Site } from '../site.ts'
import { SITE_NAME } from '../site-name.ts'

/** GET /opensearch.xml: how a browser adds the site to its search engines (OpenSearch 1.1). */
export function openSearch({ publicUrl }: Site): Handler {
  const address = escapeText(publicUrl)
  const description = `<?xml version="1.0" encoding="UTF-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
  <ShortName>${SITE_NAME}</ShortName>
  <Description>New research papers, day by day</Description>
  <InputEncoding>UTF-8</InputEncoding>
  <Image width="32" height="32" type="image/x-icon">${address}${paths.icon('favicon.ico')}</Image>
  <Url type="text/html" template="${address}${paths.papers()}?q={searchTerms}"/>
  <Url type="application/x-suggestions+json" template="${address}${paths.suggest}?q={searchTerms}"/>
</OpenSearchDescription>
`
  return (c) => c.body(description, 200, { 'content-type': OPEN_SEARCH_TYPE })
}

const OPEN_SEARCH_TYPE = 'application/opensearchdescription+xml'
