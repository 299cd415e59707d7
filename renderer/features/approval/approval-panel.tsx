import { Button } from '@mantine/core';
import { TbShieldCheck, TbShieldHalfFilled } from 'react-icons/tb';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ModelSummary } from '../../../server/protocols/desk/contract.ts';
import { approveCode, modelCodeQuery } from '../../queries/approval.ts';
import { serverQuery } from '../../queries/desk.ts';
import { controlModel } from '../../queries/model-control.ts';
import { notifyFailure } from '../../ui/notify-failure.ts';
import classes from './code-review.module.css';

interface ApprovalPanelProps {
  readonly model: ModelSummary;
  /** Of the code on screen; undefined until it is there. */
  readonly hash: string | undefined;
}

/** Says what it means to let the code run, and asks for it. */
export function ApprovalPanel({ model, hash }: ApprovalPanelProps) {
  const approve = useApprove(model.name);
  const language = model.backend === 'python' ? 'Python code' : 'code of its own';
  return (
    <section className={classes.panel} aria-label="Approval">
      <TbShieldHalfFilled size={20} className={classes.shield} aria-hidden="true" />
      <div className={classes.words}>
        <h2 className={classes.title}>This model runs {language} from its folder</h2>
        <p className={classes.meaning}>
          The code can do what you can do on this computer: read your files and use the network. Approve it if
          you know where it comes from.{' '}
          {model.state === 'ready' ? ALREADY_SERVING : 'None of it has run yet.'}
        </p>
        <div className={classes.answers}>
          <Button
            variant="filled"
            leftSection={<TbShieldCheck size={16} />}
            disabled={hash === undefined}
            loading={approve.isPending}
            onClick={() => hash !== undefined && approve.mutate(hash)}
          >
            Approve this code and load
          </Button>
          <Button component={Link} to="/">
            Not now
          </Button>
          <span className={classes.again}>If a file changes, you are asked again.</span>
        </div>
      </div>
    </section>
  );
}

const ALREADY_SERVING = 'What was loaded before keeps serving; the new code has not run.';

function useApprove(name: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (hash: string) => {
      await approveCode(name, hash);
      const server = await client.fetchQuery(serverQuery);
      // Elsewhere the server loads it by itself.
      if (server.controlMode === 'explicit') await controlModel(client, 'load', name);
    },
    onError: (thrown) => notifyFailure(`${name} did not load`, thrown),
    onSettled: () => client.invalidateQueries({ queryKey: modelCodeQuery(name).queryKey }),
  });
}
