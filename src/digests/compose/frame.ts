import { raw } from 'hono/html'
import { markup } from './markup.ts'

/** What stands around the papers of a mail. */
export interface Frame {
  siteName: string
  title: string // 'Thursday, 17 April 2025'
  summary: string // '15 papers'
  preview: string // what mail programs show beside the subject
  more: { count: number; url: string } | null // papers that had no room
  issueUrl: string
  preferencesUrl: string
  unsubscribeUrl: string
  kind: 'daily' | 'weekly'
  sender: string // who is responsible, as MAIL_FROM names them
}

/** Gmail drops a style element with a mistake in it, and Word knows no media queries: nothing here is needed to read. */
const STYLE = `@media (prefers-color-scheme:dark){
.page,.sheet{background:#16171a!important;color:#e9e6df!important}
.ink{color:#e9e6df!important}.soft{color:#b3aea2!important}.link{color:#97c6f0!important}
.paper,.foot{border-color:#3a3c43!important}}
@media (max-width:480px){.sheet{padding:12px!important}}`

/** The markup before and after the papers. */
export function htmlFrame(frame: Frame): { before: string; after: string } {
  const { siteName, title, summary, preview, more } = frame
  return {
    before: markup`<!doctype html>
<html lang="en" dir="ltr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">
<title>${siteName}: ${title}</title>
<style>${raw(STYLE)}</style></head>
<body class="page" style="margin:0;padding:0;background:#fbfaf6;color:#1b1a17">
<div style="display:none;max-height:0;overflow:hidden;mso-hide:all">${preview}</div>
<!--[if mso]><table role="presentation" width="640" align="center"><tr><td><![endif]-->
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:640px;margin:0 auto"><tr>
<td class="sheet" style="padding:20px;background:#fbfaf6;color:#1b1a17;word-break:break-word">
<h1 style="margin:0;font:bold 28px/1.2 Georgia,serif">${siteName}</h1>
<p class="soft" style="margin:4px 0 14px;font:14px/1.45 Arial,sans-serif;color:#595449">${title} · ${summary} · <a class="link" style="color:#1c4870" href="${frame.issueUrl}">Read on the web</a></p>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0">`.toString(),
    after: markup`</table>
${more ? markup`<p style="margin:0;padding:14px 0;font:16px/1.5 Georgia,serif"><a class="link" style="color:#1c4870" href="${more.url}">${more.count} more on the web</a></p>` : ''}
<div class="foot" style="border-top:3px double #1b1a17;padding-top:8px;font:14px/1.5 Arial,sans-serif">
<p class="soft" style="margin:0;color:#595449">${why(frame)}</p>
<p style="margin:0">${bigLink(frame.preferencesUrl, 'Change what you get')} ${bigLink(frame.unsubscribeUrl, `Stop the ${frame.kind} mail`)}</p>
</div></td></tr></table>
<!--[if mso]></td></tr></table><![endif]-->
</body></html>`.toString(),
  }
}

/** Large enough for a thumb. */
function bigLink(url: string, text: string) {
  return markup`<a class="link" style="color:#1c4870;display:inline-block;padding:12px 12px 12px 0" href="${url}">${text}</a>`
}

/** The same for the text part. */
export function textFrame(frame: Frame): { before: string; after: string } {
  const { siteName, title, summary, more } = frame
  return {
    before: `${siteName}\n${title} · ${summary}\n${frame.issueUrl}\n`,
    after: `${more ? `${more.count} more on the web: ${more.url}\n\n` : ''}--
${why(frame)}
Change what you get: ${frame.preferencesUrl}
Stop the ${frame.kind} mail: ${frame.unsubscribeUrl}`,
  }
}

function why({ kind, siteName, sender }: Frame): string {
  return `You get this ${kind} mail because you asked ${siteName} for it and confirmed your address. Sent by ${sender}.`
}
