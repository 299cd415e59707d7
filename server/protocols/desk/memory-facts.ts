import { freemem } from 'node:os';
import { estimateModel } from '../../lifecycle/estimate-memory.ts';
import type { PreparedModel } from '../../lifecycle/prepared-model.ts';
import type { ServedModels } from '../../lifecycle/served-models.ts';
import type { MemoryFacts, MemoryTotals } from './contract.ts';

/** What a model takes in memory, or would take, beside what may be taken. */
export function memoryFacts(
  models: ServedModels,
  name: string,
  prepared: PreparedModel | undefined,
): MemoryFacts {
  const measured = (models.served(name)?.ready ?? []).map(({ memory }) => memory.measuredBytes);
  const isKnown = measured.length > 0 && !measured.includes(undefined);
  return {
    ...(prepared !== undefined && { estimatedBytes: estimateModel(prepared) }),
    ...(isKnown && { measuredBytes: measured.reduce<number>((sum, bytes) => sum + (bytes ?? 0), 0) }),
    ...memoryTotals(models),
  };
}

/** What all models take in memory together, beside what may be taken. */
export function memoryTotals(models: ServedModels): MemoryTotals {
  const { budgetBytes } = models.settings;
  return { usedBytes: models.memory.usedBytes, freeBytes: freeBytes(), budgetBytes };
}

/** A container may have less than the computer; newer Nodes know. */
function freeBytes(): number {
  return typeof process.availableMemory === 'function' ? process.availableMemory() : freemem();
}
