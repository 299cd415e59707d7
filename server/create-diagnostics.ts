import { homedir, hostname, userInfo } from 'node:os';
import type { DiagnosticsFile } from './diagnostics/contract.ts';
import { Diagnostics } from './diagnostics/diagnostics.ts';
import { withoutSecretFields } from './diagnostics/scrub.ts';
import type { Environment } from './environment/environment.ts';
import type { ServedModels } from './lifecycle/served-models.ts';
import type { ServerOptions } from './options.ts';
import type { ServerFacts } from './protocols/desk/contract.ts';
import { modelSummaries } from './protocols/desk/model-summary.ts';
import { readConfigFile } from './repository/config-file.ts';
import type { Activity } from './telemetry/activity.ts';
import type { LogLines } from './telemetry/logs/log-lines.ts';
import { readLines } from './telemetry/logs/read-lines.ts';

/** Lines of the log that are taken along, the newest. */
const LOG_LINES = 2000;

interface Surroundings {
  readonly models: ServedModels;
  readonly activity: Activity;
  readonly environment: Environment;
  readonly facts: () => ServerFacts;
  readonly logLines: LogLines;
}

/** The diagnostics bundle of this server: what it is, what it was told, what it found and did, and its models. */
export function createDiagnostics(
  options: ServerOptions,
  { models, activity, environment, facts, logLines }: Surroundings,
): Diagnostics {
  const files = async (): Promise<readonly DiagnosticsFile[]> => {
    await models.refresh();
    return [
      json('server.json', facts()),
      json('options.json', options),
      json('environment.json', await environment.look()),
      json('activity.json', activity.entries),
      json('models.json', modelSummaries(models)),
      { path: 'log.txt', text: logText(logLines) },
      ...(await configs(models)),
    ];
  };
  const about = { home: homedir(), user: userInfo().username, computer: hostname() };
  return new Diagnostics({ files, about });
}

function logText(logLines: LogLines): string {
  const { lines } = readLines(logLines, { limit: LOG_LINES });
  return lines
    .map(({ time, level, model, text, detail }) => {
      const about = [new Date(time).toISOString(), level, model].filter((part) => part !== undefined);
      return `${about.join(' ')}  ${text}\n${detail === undefined ? '' : `${detail}\n`}`;
    })
    .join('');
}

function json(path: string, value: unknown): DiagnosticsFile {
  return { path, text: `${JSON.stringify(withoutSecretFields(value), null, 2)}\n` };
}

/** The configurations that were written; what the server made of them is told by the states of the models. */
async function configs({ folders }: ServedModels): Promise<readonly DiagnosticsFile[]> {
  const read = await Promise.all(
    folders.map(async (folder) => ({ name: folder.name, text: (await readConfigFile(folder)).text })),
  );
  return read.flatMap(({ name, text }) =>
    text === undefined ? [] : [{ path: `models/${name}/config.pbtxt`, text }],
  );
}
