import { PageBody } from '@chat2sql/plugin-platform-react';
import { Link, useParams } from 'react-router-dom';
import { useMatrix } from '../hooks/useMatrix';
import { usePaths } from '../hooks/usePaths';
import { useText } from '../hooks/useText';
import { useDetailStyles } from './detailStyles';
import { EnvironmentView } from './EnvironmentView';

/** The page of one environment. */
export function EnvironmentPage() {
  const { id = '' } = useParams();
  const classes = useDetailStyles();
  const t = useText();
  const paths = usePaths();
  const matrix = useMatrix();
  return (
    <PageBody>
      {paths.root && (
        <Link to={paths.root} className={classes.back}>
          ← {t('environment.all')}
        </Link>
      )}
      <EnvironmentView id={id} matrix={matrix} />
    </PageBody>
  );
}
