import type { MatrixCell } from '@chat2sql/plugin-environments-common';
import { Link } from 'react-router-dom';
import { usePaths } from '../hooks/usePaths';
import type { MatrixView } from '../model/matrixView';
import { CellButton } from './CellButton';
import { EnvironmentMeta } from './EnvironmentMeta';
import { EnvironmentStatus } from './EnvironmentStatus';
import { useMatrixStyles } from './matrixStyles';

/** The matrix on a phone: one card per environment. */
export function MatrixCards(props: {
  view: MatrixView;
  onOpen: (cell: MatrixCell) => void;
}) {
  const { listed, components, cell: cellAt, matches } = props.view;
  const classes = useMatrixStyles();
  const paths = usePaths();
  return (
    <ul className={classes.cards}>
      {listed.map(env => {
        const path = paths.environment(env.id);
        return (
          <li key={env.id} className={classes.card}>
            <div className={classes.cardHead}>
              <h2 className={`${classes.cardTitle} ${classes.columnName}`}>
                {path ? <Link to={path}>{env.id}</Link> : env.id}
              </h2>
              <EnvironmentStatus environment={env} />
              <span className={classes.meta}>
                <EnvironmentMeta environment={env} />
              </span>
            </div>
            <ul className={classes.cardRows}>
              {components.map(component => {
                const cell = cellAt(env.id, component.id);
                return (
                  cell &&
                  matches(cell) && (
                    <li key={component.id}>
                      <CellButton
                        named
                        cell={cell}
                        component={component}
                        onOpen={() => props.onOpen(cell)}
                      />
                    </li>
                  )
                );
              })}
            </ul>
          </li>
        );
      })}
    </ul>
  );
}
