import { Button } from '@mantine/core';
import { TbRefresh } from 'react-icons/tb';
import { useQuery } from '@tanstack/react-query';
import { frameworksQuery } from '../../queries/frameworks.ts';
import { Card } from '../../ui/card.tsx';
import { counted } from '../../ui/format.ts';
import { ListButton } from '../repository/list-button.tsx';
import { FrameworkRow } from './framework-row.tsx';
import classes from './frameworks-page.module.css';
import { InterpreterCard } from './interpreter-card.tsx';

/** What runs models of which kind, and how to get what is missing. */
export default function FrameworksPage() {
  const { data: report, error, isFetching, refetch } = useQuery(frameworksQuery);
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <ListButton />
        <h1 className={classes.title}>Frameworks</h1>
        <Button
          variant="default"
          leftSection={<TbRefresh size={16} />}
          loading={isFetching}
          onClick={() => void refetch()}
        >
          Look again
        </Button>
      </header>
      {error === null ? null : <p role="alert">{error.message}</p>}
      {report === undefined && error === null ? (
        <p role="status" className={classes.remark}>
          Asking each Python of this computer what it has…
        </p>
      ) : null}
      {report === undefined ? null : (
        <>
          <Card title="What runs models" flush>
            <ul>
              {report.frameworks.map((framework) => (
                <FrameworkRow
                  key={framework.backend}
                  framework={framework}
                  interpreters={report.interpreters}
                />
              ))}
            </ul>
          </Card>
          <h2 className={classes.section}>
            {report.interpreters.length === 0
              ? 'There is no Python on this computer'
              : `${counted(report.interpreters.length, 'Python')} on this computer`}
          </h2>
          <div className={classes.interpreters}>
            {report.interpreters.map((interpreter) => (
              <InterpreterCard
                key={interpreter.path}
                interpreter={interpreter}
                frameworks={report.frameworks}
              />
            ))}
          </div>
        </>
      )}
    </div>
  );
}
