import type { MatrixEnvironment } from '@chat2sql/plugin-environments-common';
import { useText } from '../hooks/useText';
import { causeText, outsideOf } from '../model/outside';
import { HealthBadge } from './HealthBadge';
import { useMatrixStyles } from './matrixStyles';

/** Word of an environment, and why where its components do not tell it. */
export function EnvironmentStatus(props: { environment: MatrixEnvironment }) {
  const { environment: env } = props;
  const classes = useMatrixStyles();
  const t = useText();
  const outside = outsideOf(env);
  const why = outside && causeText(outside.cause, t);
  return (
    <>
      <HealthBadge status={env.status} warning={env.warning} />
      {why && (
        <span className={classes.outside} title={why}>
          {why}
        </span>
      )}
    </>
  );
}
