import { InferdeckError, messageOf } from '../errors.ts';

interface Words {
  readonly why: string;
  readonly nextStep: string;
}

const CERTIFICATE = {
  why: 'its certificate is not signed by an authority that this computer knows',
  nextStep: 'Start Inferdeck with NODE_EXTRA_CA_CERTS=/path/to/ca.pem, which names the authority.',
};
const UNKNOWN_NAME = {
  why: 'there is no computer of that name',
  nextStep: 'Look at the name in the address.',
};
const SILENT = {
  why: 'it did not answer in time',
  nextStep: 'See whether the server is up, and whether a firewall is in between.',
};

/** By the code of the system, of TLS, or of the abort. */
const WORDS: Readonly<Record<string, Words>> = {
  ECONNREFUSED: { why: 'nothing listens there', nextStep: 'Start the server, or look at the port.' },
  ECONNRESET: { why: 'it closed the connection', nextStep: 'See what its log says; it may want HTTPS.' },
  UND_ERR_SOCKET: { why: 'it closed the connection', nextStep: 'See what its log says; it may want HTTPS.' },
  ENOTFOUND: UNKNOWN_NAME,
  EAI_AGAIN: UNKNOWN_NAME,
  EHOSTUNREACH: { why: 'there is no way to it', nextStep: 'See whether this computer is in its network.' },
  ETIMEDOUT: SILENT,
  UND_ERR_CONNECT_TIMEOUT: SILENT,
  UND_ERR_HEADERS_TIMEOUT: SILENT,
  TimeoutError: SILENT,
  DEPTH_ZERO_SELF_SIGNED_CERT: CERTIFICATE,
  SELF_SIGNED_CERT_IN_CHAIN: CERTIFICATE,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: CERTIFICATE,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: CERTIFICATE,
  CERT_HAS_EXPIRED: { why: 'its certificate has expired', nextStep: 'Have the server get a new one.' },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    why: 'its certificate is for another name',
    nextStep: 'Use the name that the certificate has.',
  },
  ERR_SSL_WRONG_VERSION_NUMBER: { why: 'it does not speak HTTPS', nextStep: 'Write http:// in the address.' },
  ERR_SSL_PACKET_LENGTH_TOO_LONG: {
    why: 'it does not speak HTTPS',
    nextStep: 'Write http:// in the address.',
  },
};

/** Why another server could not be asked, in words. @param server its address, without what follows the port */
export function remoteFailure(server: string, error: unknown): InferdeckError {
  const words = codesOf(error).flatMap((code) => WORDS[code] ?? [])[0];
  const why = words?.why ?? messageOf(error);
  return new InferdeckError('unavailable', `${server} cannot be reached: ${why}.`, {
    ...(words !== undefined && { nextStep: words.nextStep }),
    cause: error,
  });
}

/** Of an error and what caused it, outermost first. */
function codesOf(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return [];
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  return [code, ...codesOf(error.cause)];
}

/** Why another server refused, in its own words where it has any. */
export function remoteRefusal(server: string, status: number, text: string): InferdeckError {
  const said = sentenceIn(text);
  const about = said === '' ? `status ${status}` : said;
  if (status === 401 || status === 403) {
    return new InferdeckError('unavailable', `${server} lets nobody in without credentials: ${about}`, {
      nextStep: 'Ask it through a proxy that adds them.',
    });
  }
  if (status >= 300 && status < 400) {
    return new InferdeckError('unavailable', `${server} sends its callers elsewhere (status ${status}).`, {
      nextStep: 'Use the address that it sends them to; redirects are not followed.',
    });
  }
  return new InferdeckError(status === 404 ? 'not-found' : 'unknown', `${server} refused: ${about}`);
}

function sentenceIn(text: string): string {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null && 'error' in body) return String(body.error);
  } catch {
    // A page in HTML says nothing that helps.
  }
  return '';
}
