import type { KeptRequest } from '../../../../server/requests/contract.ts';

/** Whether every word is somewhere in what is known of a request: its name, answer, error, version or inputs. */
export function matches(request: KeptRequest, search: string): boolean {
  const { name = '', version, outcome, inputs } = request;
  const said = outcome.state === 'answered' ? outcome.summary : `failed ${outcome.message}`;
  const known = [name, said, `v${version}`, ...inputs.map((input) => input.name)].join(' ').toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => known.includes(word));
}
