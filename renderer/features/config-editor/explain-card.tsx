import type { Completed } from '../../../server/config/completion.ts';
import { explainConfig } from '../../../server/config/explain.ts';
import type { ModelConfig } from '../../../server/config/schema/value.ts';
import { Card } from '../../ui/card.tsx';
import classes from './config-editor.module.css';

interface ExplainCardProps {
  readonly config: ModelConfig;
  readonly completed: readonly Completed[];
}

/** The configuration in sentences, and what the server will fill in by itself. */
export function ExplainCard({ config, completed }: ExplainCardProps) {
  return (
    <Card title="What it means">
      <ul className={classes.sentences}>
        {explainConfig(config).map(({ field, text }) => (
          <li key={`${field} ${text}`}>{text}</li>
        ))}
      </ul>
      {completed.length === 0 ? null : (
        <>
          <h3 className={classes.subhead}>Filled in by the server</h3>
          <dl className={classes.completed}>
            {completed.map(({ field, value, why }) => (
              <div key={field}>
                <dt>
                  <code>{field}</code> <code>{value}</code>
                </dt>
                <dd>{why}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </Card>
  );
}
