import type { RequestTiming } from '../../../queries/server-timing.ts';

/** A part of a request's time. */
export interface TimingPart {
  readonly name: 'Client' | 'Queue' | 'Input' | 'Compute' | 'Output' | 'Server';
  readonly milliseconds: number;
  readonly title: string;
}

/**
 * A request's time in parts that add up to what the client saw: outside the server first, then the server's steps in
 * their order, then what the server took beside them. Parts that the server did not report are left out.
 */
export function timingParts(timing: RequestTiming): readonly TimingPart[] {
  const { queue, input, compute, output, total } = timing;
  const steps = [
    part('Queue', queue, 'Waiting for an instance to be free'),
    part('Input', input, 'Handing the tensors to the instance'),
    part('Compute', compute, 'The model at work'),
    part('Output', output, 'Taking the outputs back'),
  ].filter((step) => step !== undefined);
  // A time of which the server said nothing, such as a kept one, cannot be divided.
  if (steps.length === 0 && timing.server === undefined) return [];
  const inSteps = steps.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  const server = Math.max(timing.server ?? inSteps, inSteps);
  const rest =
    timing.server === undefined
      ? undefined
      : part('Server', server - inSteps, 'Reading and writing the request in the server');
  const client = part(
    'Client',
    Math.max(0, total - server),
    'Sending, receiving and everything in this window',
  );
  return [client, ...steps, rest].filter((step) => step !== undefined);
}

function part(
  name: TimingPart['name'],
  milliseconds: number | undefined,
  title: string,
): TimingPart | undefined {
  return milliseconds === undefined ? undefined : { name, milliseconds, title };
}
