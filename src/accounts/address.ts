const ADDRESS =
  /^[^\s@"(),:;<>[\]\\]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)*[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?$/u
const ADDRESS_LENGTH_MAX = 254 // RFC 5321, 4.5.3.1.3, less its brackets

/**
 * A mail address in the one form in which it is stored and compared: trimmed, NFC, lower case. Null when mail could not
 * get there. Strictly the part before the @ could tell letters apart by case (RFC 5321, 2.4); no provider does, and
 * people type it as it comes.
 */
export function mailAddress(text: string): string | null {
  const address = text.trim().normalize('NFC').toLowerCase()
  return address.length <= ADDRESS_LENGTH_MAX && !/\p{C}/u.test(address) && ADDRESS.test(address)
    ? address
    : null
}
