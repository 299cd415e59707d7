/** Chromium's numbers for the failures of a load that happen here. */
const CODES: Readonly<Record<string, number>> = {
  'net::ERR_ABORTED': -3,
  'net::ERR_CONNECTION_CLOSED': -100,
  'net::ERR_CONNECTION_RESET': -101,
  'net::ERR_CONNECTION_REFUSED': -102,
  'net::ERR_EMPTY_RESPONSE': -324,
};

/** @returns -2, which stands for any failure, for what is not listed */
export function failureCode(text: string): number {
  return CODES[text] ?? -2;
}
