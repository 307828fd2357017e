import type { MatrixCell } from '@chat2sql/plugin-environments-common';
import { useOverflowing } from '@chat2sql/plugin-platform-react';
import { Link } from 'react-router-dom';
import { usePaths } from '../hooks/usePaths';
import { useRovingGrid } from '../hooks/useRovingGrid';
import { useText } from '../hooks/useText';
import type { MatrixView } from '../model/matrixView';
import { CellButton } from './CellButton';
import { EnvironmentMeta } from './EnvironmentMeta';
import { EnvironmentStatus } from './EnvironmentStatus';
import { useMatrixStyles } from './matrixStyles';

/** Components by environments as a grid: header row and first column stay in view. */
export function MatrixTable(props: {
  view: MatrixView;
  onOpen: (cell: MatrixCell) => void;
}) {
  const { environments, components, cell: cellAt, matches } = props.view;
  const classes = useMatrixStyles();
  const t = useText();
  const paths = usePaths();
  const { ref: regionRef, overflowing } = useOverflowing<HTMLDivElement>();
  const grid = useRovingGrid(components.length, environments.length);
  const name = (id: string) => {
    const path = paths.environment(id);
    return path ? (
      <Link to={path} className={classes.columnName}>
        {id}
      </Link>
    ) : (
      <span className={classes.columnName}>{id}</span>
    );
  };

  return (
    <div
      ref={regionRef}
      className={classes.region}
      {...(overflowing && {
        role: 'region',
        'aria-label': t('matrix.caption'),
        tabIndex: 0,
      })}
    >
      {/* The grid role brings the keyboard movement that useRovingGrid gives. */}
      <table
        ref={grid.ref}
        // eslint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role
        role="grid"
        className={classes.table}
        onKeyDown={grid.onKeyDown}
      >
        <caption className={classes.caption}>{t('matrix.caption')}</caption>
        <thead>
          <tr>
            <th scope="col" className={classes.corner}>
              {t('matrix.component')}
            </th>
            {environments.map(env => (
              <th key={env.id} scope="col" className={classes.columnHead}>
                {name(env.id)}
                <EnvironmentStatus environment={env} />
                <span className={classes.meta}>
                  <EnvironmentMeta environment={env} />
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {components.map((component, row) => {
            const entity = paths.entity(component.entityRef);
            return (
              <tr key={component.id}>
                <th scope="row" className={classes.rowHead}>
                  {entity ? (
                    <Link to={entity}>{component.title}</Link>
                  ) : (
                    component.title
                  )}
                </th>
                {environments.map((env, column) => {
                  const cell = cellAt(env.id, component.id);
                  return (
                    <td
                      key={env.id}
                      role="gridcell"
                      className={classes.cell}
                      {...grid.cellProps(row, column)}
                    >
                      {cell ? (
                        <CellButton
                          cell={cell}
                          component={component}
                          dimmed={!matches(cell)}
                          onOpen={() => props.onOpen(cell)}
                          {...grid.buttonProps(row, column)}
                        />
                      ) : (
                        <span className={classes.absent}>
                          {t('matrix.notHere')}
                        </span>
                      )}
                    </td>
                  );
                })}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
