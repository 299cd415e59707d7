import { useEffect, useRef, useState } from 'react';
import type { ModelDetail } from '../../../server/protocols/desk/contract.ts';
import { HistoryCard } from './history/history-card.tsx';
import { InputForm } from './input/input-form.tsx';
import { NotServing } from './not-serving.tsx';
import classes from './playground.module.css';
import { RequestBar } from './request-bar.tsx';
import { ResultCard } from './result/result-card.tsx';
import { useTestSettings } from './test-settings.ts';
import { usePlayground } from './use-playground.ts';
import { useRunCommands } from './use-run-commands.ts';

/** Try the model: what goes in, what comes out, and how long it took. */
export default function Playground({ detail }: { readonly detail: ModelDetail }) {
  const playground = usePlayground(detail);
  const run = useRunCommands(playground);
  const onDrawn = useRunAfterDrawing(run.blocked === undefined ? run.run : undefined);
  return (
    <div className={classes.playground}>
      <RequestBar playground={playground} />
      <NotServing model={detail.summary} />
      <div className={classes.columns}>
        <div className={classes.inputs}>
          {playground.inputs.map(({ input }) => (
            <InputForm key={input.name} name={input.name} playground={playground} onDrawn={onDrawn} />
          ))}
        </div>
        <div className={classes.answers}>
          <ResultCard playground={playground} />
          <HistoryCard playground={playground} />
        </div>
      </div>
    </div>
  );
}

/** Runs after a finished stroke, once the tensor made of it has been built. */
function useRunAfterDrawing(run: (() => void) | undefined): () => void {
  const [strokes, setStrokes] = useState(0);
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  }, [run]);
  useEffect(() => {
    if (strokes > 0 && useTestSettings.getState().runAsDrawn) latest.current?.();
  }, [strokes]);
  return () => setStrokes((count) => count + 1);
}
