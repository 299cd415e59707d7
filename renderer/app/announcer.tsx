import { VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { ModelState, ModelSummary } from '../../server/protocols/desk/contract.ts';
import { modelsQuery } from '../queries/desk.ts';

const SENTENCES: Readonly<Record<ModelState, string>> = {
  ready: 'is ready',
  loading: 'is loading',
  unloading: 'is unloading',
  unavailable: 'is unavailable',
  'needs-approval': 'waits for approval of its code',
  'not-loaded': 'is not loaded',
};

/** Tells screen readers when a model changes its state. */
export function Announcer() {
  const { data: models } = useQuery(modelsQuery);
  const before = useRef<ReadonlyMap<string, ModelState>>(new Map());
  const [message, setMessage] = useState('');
  useEffect(() => {
    if (models === undefined) return;
    const changed = models.filter((model) => changedSince(before.current, model));
    if (changed.length > 0) {
      setMessage(changed.map(({ name, state }) => `${name} ${SENTENCES[state]}.`).join(' '));
    }
    before.current = new Map(models.map(({ name, state }) => [name, state]));
  }, [models]);
  return (
    <VisuallyHidden role="status" aria-live="polite">
      {message}
    </VisuallyHidden>
  );
}

function changedSince(before: ReadonlyMap<string, ModelState>, model: ModelSummary): boolean {
  const state = before.get(model.name);
  return state !== undefined && state !== model.state;
}
