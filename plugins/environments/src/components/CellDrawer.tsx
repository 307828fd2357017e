import type { MatrixSnapshot } from '@chat2sql/plugin-environments-common';
import {
  SideDrawer,
  StateView,
  useUrlParam,
} from '@chat2sql/plugin-platform-react';
import { useText } from '../hooks/useText';
import { formatCellParam, parseCellParam } from '../model/matrixView';
import { CellDetails } from './CellDetails';

/** Opens and closes the details of a cell; the address bar holds which (`cell=environment/component`). */
export function useCellDrawer(snapshot: MatrixSnapshot | undefined) {
  const t = useText();
  const [param, setParam] = useUrlParam('cell', undefined, { push: true });
  const at = parseCellParam(param);
  const cell = snapshot?.cells.find(
    c => c.environment === at?.environment && c.component === at?.component,
  );
  const environment = snapshot?.environments.find(
    e => e.id === at?.environment,
  );
  const component = snapshot?.components.find(c => c.id === at?.component);
  const found = cell && environment && component;
  return {
    open: (next: { environment: string; component: string }) =>
      setParam(formatCellParam(next)),
    drawer: (
      <SideDrawer
        open={Boolean(snapshot && at)}
        onClose={() => setParam(undefined)}
        title={
          at &&
          t('detail.title', {
            component: component?.title ?? at.component,
            environment: at.environment,
          })
        }
      >
        {found && (
          <CellDetails
            key={param}
            cell={cell}
            environment={environment}
            component={component}
          />
        )}
        {snapshot && at && !found && (
          <StateView kind="empty" title={t('detail.notFound')} />
        )}
      </SideDrawer>
    ),
  };
}
