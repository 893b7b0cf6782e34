import type { DkimKey } from '../dkim.ts'
import type { RelayOptions } from '../relay.ts'
import { checkDmarc, wantedDmarc } from './dmarc.ts'
import { checkBounceDomain, checkSenderDomain } from './exchange.ts'
import type { Finding, RecordToSet } from './finding.ts'
import { unlessOffline, type NameServer } from './name-server.ts'
import { checkRelay } from './relay.ts'
import { checkSettings, type MailSettings } from './settings.ts'
import { checkDkim, checkSigning, recordOf } from './signature.ts'
import { checkSpf, wantedSpf } from './spf.ts'

/** What is examined. */
export interface Patient extends MailSettings {
  relay: RelayOptions | null
  dkim: DkimKey | null // null: the relay signs
  bounceHost: string // that takes mail for the bounce domain
}

/** Everything that can be found out without sending a message, in the order in which it should be mended. */
export async function examine(patient: Patient, names: NameServer): Promise<Finding[]> {
  return [
    ...checkSettings(patient),
    await checkRelay(patient.relay),
    ...(await signatures(patient, names)),
    ...(await domains(patient, names)),
  ]
}

async function signatures({ dkim, senderDomain }: Patient, names: NameServer): Promise<Finding[]> {
  if (dkim === null) return [relaySigns(senderDomain)]
  const signing = await checkSigning(dkim)
  return [signing, await unlessOffline('DKIM', () => checkDkim(names, dkim), recordOf(dkim))]
}

function relaySigns(domain: string): Finding {
  return {
    about: 'DKIM',
    state: 'unknown',
    says: `No key is set here, so the relay must sign, as ${domain}.`,
    todo: `Set the record that its operator names, and look for “dkim=pass” and “header.d=${domain}” in a test message.`,
  }
}

async function domains(patient: Patient, names: NameServer): Promise<Finding[]> {
  const { senderDomain, bounceDomain, bounceHost } = patient
  const relay = patient.relay?.address.host ?? null
  const returns = bounceDomain ?? senderDomain
  const spf = unknownYet(returns, 'TXT', wantedSpf(relay))
  const dmarc = unknownYet(`_dmarc.${senderDomain}`, 'TXT', wantedDmarc(senderDomain))
  const findings = [
    await unlessOffline('SPF', () => checkSpf(names, returns, relay), spf),
    await unlessOffline('DMARC', () => checkDmarc(names, senderDomain), dmarc),
    await unlessOffline('Sender', () => checkSenderDomain(names, senderDomain)),
  ]
  if (bounceDomain === null) return findings
  const mx = unknownYet(bounceDomain, 'MX', `10 ${bounceHost}.`)
  const look = () => checkBounceDomain(names, bounceDomain, bounceHost)
  return [...findings, await unlessOffline('Bounces', look, mx)]
}

function unknownYet(name: string, type: RecordToSet['type'], value: string): RecordToSet {
  return { name, type, value, now: [] }
}
