import { PageBody } from '@chat2sql/plugin-platform-react';
import { Link } from 'react-router-dom';
import { useOverview } from '../hooks/useCompliance';
import { usePaths } from '../hooks/usePaths';
import { localText, useText } from '../hooks/useText';
import { Filters, useFilters } from './Filters';
import { ResultsView } from './ResultsView';
import { useComplianceStyles } from './styles';

/** Results of all checks with filters. */
export function ResultsPage() {
  const classes = useComplianceStyles();
  const t = useText();
  const paths = usePaths();
  const filters = useFilters();
  const { value: overview } = useOverview();
  const { environment, check, component, status } = filters;
  return (
    <PageBody>
      <Link to={paths.root ?? ''} className={classes.back}>
        ← {t('framework.all')}
      </Link>
      <h2 className={classes.heading} style={{ marginTop: 0 }}>
        {t('results.title')}
      </h2>
      <Filters
        label={t('filter.resultsLabel')}
        filters={filters}
        environments={overview?.environments.map(e => e.id) ?? []}
        checks={
          overview?.checks.map(c => ({
            id: c.id,
            title: localText(c.title, t),
          })) ?? []
        }
      />
      <ResultsView
        environment={environment}
        check={check}
        component={component}
        status={status}
      />
    </PageBody>
  );
}
