import { arch, availableParallelism, cpus, platform, release, totalmem } from 'node:os';
import { formatSize } from '../format-size.ts';
import { VERSION } from '../version.ts';
import type { Check } from './contract.ts';

/** The oldest Node that this program is made for. */
const OLDEST = [20, 19] as const;

/** What runs, and on what. @param node version of Node: `20.19.5` */
export function checkProgram(node: string = process.versions.node): readonly Check[] {
  const area = 'Program';
  return [
    { area, title: 'Inferdeck', verdict: 'ok', found: `Version ${VERSION}.` },
    checkNode(node),
    {
      area,
      title: 'Computer',
      verdict: 'ok',
      found: `${platform()} ${release()} ${arch()}, ${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${availableParallelism()} cores, ${formatSize(totalmem())} of memory.`,
    },
  ];
}

function checkNode(node: string): Check {
  const [major = 0, minor = 0] = node.split('.').map(Number);
  const isOld = major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]);
  const about = { area: 'Program', title: 'Node.js' } as const;
  if (!isOld) return { ...about, verdict: 'ok', found: `Version ${node}.` };
  const needed = `Node.js ${OLDEST.join('.')}`;
  return {
    ...about,
    verdict: 'attention',
    found: `Version ${node} is older than ${needed}, which this program is made for.`,
    action: { kind: 'words', words: `Install ${needed} or later.` },
  };
}
