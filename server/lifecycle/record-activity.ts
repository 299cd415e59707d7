import { formatSize } from '../format-size.ts';
import { UNLOADED } from './version-record.ts';
import type { Activity } from '../telemetry/activity.ts';
import type { ServedModel } from './served-model.ts';
import type { ServedModels } from './served-models.ts';

/** Writes down each load, unload, save and failed trial of the models as activity, as their changes tell of them. */
export function recordActivity(models: ServedModels, activity: Activity): void {
  const loading = new Map<string, string>();
  const unloading = new Map<string, string>();
  models.events.on('change', (name) => {
    const model = models.served(name);
    if (model === undefined) return;
    followLoad(model, loading, activity);
    followUnload(model, unloading, activity);
  });
  models.events.on('saved', (name) => {
    const { id } = activity.begin({ kind: 'save', subject: name });
    activity.end(id, { state: 'done', outcome: `Saved config.pbtxt of ${name}.` });
  });
  models.events.on('trialStopped', (name, why) => {
    const { id } = activity.begin({ kind: 'comparison', subject: name });
    activity.end(id, { state: 'failed', outcome: why, nextStep: 'Read what it answered in the log.' });
  });
}

function followLoad(model: ServedModel, running: Map<string, string>, activity: Activity): void {
  const { name, progress, failure } = model;
  const id = running.get(name);
  if (progress !== undefined) {
    if (id !== undefined) return activity.update(id, { phase: progress.phase });
    running.set(name, activity.begin({ kind: 'load', subject: name, phase: progress.phase }).id);
  } else if (id !== undefined) {
    running.delete(name);
    const versions = model.ready.map(({ version }) => `v${version}`).join(', ');
    const { message = '', nextStep } = failure?.error ?? {};
    activity.end(
      id,
      failure === undefined
        ? { state: 'done', outcome: `Serves ${versions}.` }
        : { state: 'failed', outcome: message.trim(), ...(nextStep !== undefined && { nextStep }) },
    );
  }
}

/** An unload lasts until the last request is answered and the memory is free. */
function followUnload(model: ServedModel, running: Map<string, string>, activity: Activity): void {
  const { name, records, wanted } = model;
  const leaving = records.flatMap((record) => (record.state === 'UNLOADING' ? [record.loaded] : []));
  const id = running.get(name);
  if (leaving.length > 0 && !wanted) {
    const pending = leaving.reduce((sum, loaded) => sum + loaded.pending, 0);
    const phase = pending === 0 ? 'freeing memory' : `finishing ${pending} requests`;
    if (id !== undefined) return activity.update(id, { phase });
    running.set(name, activity.begin({ kind: 'unload', subject: name, phase }).id);
  } else if (leaving.length === 0 && id !== undefined) {
    running.delete(name);
    const reasons = records.flatMap((record) => (record.state === 'UNAVAILABLE' ? [record.reason] : []));
    const other = reasons.find((reason) => reason !== UNLOADED);
    activity.end(id, {
      state: 'done',
      outcome: `${other === undefined ? 'Memory is free again' : capitalised(other)}${cameBack(model)}.`,
    });
  }
}

function capitalised(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** Memory that an allocator keeps for the next model is none that came back. */
function cameBack({ freedBytes }: ServedModel): string {
  return freedBytes === undefined || freedBytes < 1e6 ? '' : `: ${formatSize(freedBytes)} came back`;
}
