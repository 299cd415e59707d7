import { type RemotePlace, remoteModel } from '../remote/remote-model.ts';
import type { OpenedSide } from './opened-side.ts';

/** A side that another server has: the times hold the way there and back. @throws InferdeckError when it cannot answer */
export async function openRemoteSide(place: RemotePlace, signal: AbortSignal): Promise<OpenedSide> {
  const { spec, backend, config, infer } = await remoteModel(place, signal);
  const { model, version } = place;
  const facts = { model, version, backend, files: {}, config };
  return { spec, ask: infer, facts: () => Promise.resolve(facts), close: () => Promise.resolve() };
}
