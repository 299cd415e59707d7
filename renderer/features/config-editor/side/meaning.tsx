import { UnstyledButton } from '@mantine/core';
import { explainConfig } from '../../../../server/config/explain.ts';
import type { Diagnosis } from '../../../../server/config/language/diagnose.ts';
import { locate, rangeOfField } from '../../../../server/config/text/locate.ts';
import classes from './side.module.css';

interface MeaningProps {
  readonly diagnosis: Diagnosis;
  readonly goTo: (offset: number) => void;
}

/** The configuration in sentences, and what the server fills in by itself. */
export function Meaning({ diagnosis: { document, effective, completed }, goTo }: MeaningProps) {
  return (
    <>
      <ul className={classes.sentences}>
        {explainConfig(effective).map(({ field, text }) => (
          <li key={`${field} ${text}`} className={classes.sentence}>
            <span>{text}</span>
            {locate(document, field).exact ? (
              <UnstyledButton
                className={classes.line}
                onClick={() => goTo(rangeOfField(document, field).start)}
              >
                line {rangeOfField(document, field).line}
              </UnstyledButton>
            ) : null}
          </li>
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
    </>
  );
}
