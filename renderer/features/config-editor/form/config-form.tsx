import type { ConfigContext } from '../../../../server/config/context.ts';
import { isEnsemble } from '../../../../server/config/identify.ts';
import { BatchingFields } from './batching-fields.tsx';
import { type FormScope, FormScopeProvider } from './form-scope.ts';
import { InstanceFields } from './instance-fields.tsx';
import { TensorFields } from './tensor-fields.tsx';
import { VersionFields } from './version-fields.tsx';
import classes from './form.module.css';

interface ConfigFormProps {
  readonly scope: FormScope;
  readonly context: ConfigContext;
}

/** The fields that people change most. The form and the text follow each other; what it does not know, it leaves alone. */
export function ConfigForm({ scope, context: { folder } }: ConfigFormProps) {
  const { files = [], versions } = folder;
  return (
    <FormScopeProvider value={scope}>
      <div className={classes.form}>
        <BatchingFields />
        <hr className={classes.rule} />
        {isEnsemble(scope.diagnosis.effective) ? null : (
          <>
            <InstanceFields />
            <hr className={classes.rule} />
          </>
        )}
        <VersionFields versions={versions} />
        <hr className={classes.rule} />
        <TensorFields side="input" files={files} />
        <TensorFields side="output" files={files} />
      </div>
    </FormScopeProvider>
  );
}
