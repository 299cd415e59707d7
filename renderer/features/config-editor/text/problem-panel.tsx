import { ActionIcon, Button } from '@mantine/core';
import { TbAlertOctagonFilled, TbAlertTriangleFilled, TbWand, TbX } from 'react-icons/tb';
import type { Problem } from '../../../../server/config/problem.ts';
import type { QuickFix } from '../../../../server/config/language/fixes.ts';
import { shortcutText } from '../../../app/commands/shortcuts.ts';
import { problemText } from '../problem-text.ts';
import classes from './problem-panel.module.css';

interface ProblemPanelProps {
  readonly problem: Problem;
  readonly fixes: readonly QuickFix[];
  readonly onFix: (fix: QuickFix) => void;
  readonly onClose: () => void;
}

/** The class by which a key finds the first fix. */
export const FIRST_FIX = 'inferdeck-first-fix';

/** One problem in full, under its line: the sentence, what to do, and what would settle it. */
export function ProblemPanel({ problem, fixes, onFix, onClose }: ProblemPanelProps) {
  const { severity, nextStep } = problem;
  const SeverityIcon = severity === 'error' ? TbAlertOctagonFilled : TbAlertTriangleFilled;
  return (
    <section
      className={classes.panel}
      data-severity={severity}
      aria-label={severity === 'error' ? 'Error' : 'Warning'}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <SeverityIcon size={16} className={classes.icon} aria-hidden="true" />
      <div className={classes.words}>
        <p className={classes.sentence}>{problemText(problem)}</p>
        {nextStep === undefined ? null : <p>{nextStep}</p>}
        {fixes.length === 0 ? null : (
          <div className={classes.fixes}>
            {fixes.map((fix, index) => (
              <Button
                key={fix.title}
                size="xs"
                className={index === 0 ? FIRST_FIX : ''}
                leftSection={index === 0 ? <TbWand size={14} /> : null}
                rightSection={
                  index === 0 ? <span className={classes.key}>{shortcutText('mod+.')}</span> : null
                }
                onClick={() => onFix(fix)}
              >
                {fix.title}
              </Button>
            ))}
          </div>
        )}
      </div>
      <ActionIcon size={24} aria-label="Close" onClick={onClose}>
        <TbX size={16} />
      </ActionIcon>
    </section>
  );
}
