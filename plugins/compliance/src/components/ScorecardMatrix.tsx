import type {
  ComplianceEnvironment,
  FrameworkSummary,
  OverviewCell,
  OverviewResponse,
} from '@chat2sql/plugin-compliance-common';
import { tokensOf, useOverflowing } from '@chat2sql/plugin-platform-react';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import { Link } from 'react-router-dom';
import { usePaths } from '../hooks/usePaths';
import { localText, useText } from '../hooks/useText';
import { CardSummary, cardWord } from './CardSummary';

const useStyles = makeStyles(
  theme => {
    const { hairline, surface, text, muted, link } = tokensOf(theme);
    const line = `1px solid ${hairline}`;
    return {
      region: {
        overflow: 'auto',
        borderRadius: theme.shape.borderRadius,
        border: line,
        background: surface,
        '&:focus-visible': { outline: `2px solid ${link}` },
      },
      table: {
        width: '100%',
        borderCollapse: 'separate',
        borderSpacing: 0,
        color: text,
        fontSize: 14,
        lineHeight: '20px',
        '& tbody tr:last-child > *': { borderBottom: 0 },
        '& th': {
          padding: theme.spacing(1.5, 2),
          textAlign: 'left',
          verticalAlign: 'top',
          fontWeight: 600,
          background: surface,
          borderBottom: line,
        },
      },
      caption: {
        position: 'absolute',
        width: 1,
        height: 1,
        overflow: 'hidden',
        clip: 'rect(0 0 0 0)',
      },
      rowHead: {
        position: 'sticky',
        left: 0,
        zIndex: 1,
        minWidth: 160,
        maxWidth: 280,
        borderRight: line,
        '& a': { color: 'inherit', '&:hover': { textDecoration: 'underline' } },
      },
      meta: {
        display: 'block',
        fontSize: 12,
        fontWeight: 'normal',
        color: muted,
      },
      cell: {
        minWidth: 168,
        height: 1,
        padding: 4,
        verticalAlign: 'top',
        borderBottom: line,
      },
      cellLink: {
        display: 'block',
        height: '100%',
        minHeight: 76,
        padding: theme.spacing(0.75, 1.5),
        borderRadius: theme.shape.borderRadius,
        color: text,
        '&:hover': { boxShadow: `inset 0 0 0 1px ${muted}` },
        '&:focus-visible': {
          outline: `2px solid ${link}`,
          outlineOffset: -2,
        },
      },
      cards: {
        display: 'grid',
        gap: theme.spacing(2),
        margin: 0,
        padding: 0,
        listStyle: 'none',
      },
      card: {
        borderRadius: theme.shape.borderRadius,
        border: line,
        background: surface,
        '& ul': { margin: 0, padding: 4, listStyle: 'none' },
      },
      cardHead: {
        margin: 0,
        padding: theme.spacing(1.5, 2),
        borderBottom: line,
        fontSize: 16,
        fontWeight: 600,
      },
    };
  },
  { name: 'Chat2SqlScorecardMatrix' },
);

function CellLink(props: {
  framework: FrameworkSummary;
  environment: ComplianceEnvironment;
  cell: OverviewCell;
  named?: boolean;
}) {
  const { framework, environment, cell } = props;
  const classes = useStyles();
  const t = useText();
  const paths = usePaths();
  const share = (s: { count: number; of: number }) => ({
    count: String(s.count),
    of: String(s.of),
  });
  return (
    <Link
      to={paths.framework(framework.key, { environment: environment.id }) ?? ''}
      className={classes.cellLink}
      aria-label={t('matrix.cellLabel', {
        framework: localText(framework.title, t),
        environment: environment.id,
        word: cardWord(cell, t),
        conformance: t('matrix.conformance', share(cell.conformance)),
        coverage: t('matrix.coverage', share(cell.coverage)),
      })}
    >
      {props.named && (
        <span className={classes.meta}>{localText(framework.title, t)}</span>
      )}
      <CardSummary cell={cell} />
    </Link>
  );
}

/** Frameworks by environment; on a phone one card per environment. */
export function ScorecardMatrix(props: { overview: OverviewResponse }) {
  const { frameworks, environments, cells } = props.overview;
  const classes = useStyles();
  const t = useText();
  const paths = usePaths();
  const { ref, overflowing } = useOverflowing<HTMLDivElement>();
  const phone = useMediaQuery<Theme>(theme => theme.breakpoints.down('xs'), {
    noSsr: true,
  });
  const cellAt = (framework: string, environment: string) =>
    cells.find(c => c.framework === framework && c.environment === environment);
  if (phone) {
    return (
      <ul className={classes.cards} aria-label={t('matrix.caption')}>
        {environments.map(environment => (
          <li key={environment.id} className={classes.card}>
            <h2 className={classes.cardHead}>{environment.id}</h2>
            <ul>
              {frameworks.map(framework => {
                const cell = cellAt(framework.key, environment.id);
                return (
                  cell && (
                    <li key={framework.key}>
                      <CellLink
                        named
                        framework={framework}
                        environment={environment}
                        cell={cell}
                      />
                    </li>
                  )
                );
              })}
            </ul>
          </li>
        ))}
      </ul>
    );
  }
  return (
    <div
      ref={ref}
      className={classes.region}
      {...(overflowing && {
        role: 'region',
        'aria-label': t('matrix.caption'),
        tabIndex: 0,
      })}
    >
      <table className={classes.table}>
        <caption className={classes.caption}>{t('matrix.caption')}</caption>
        <thead>
          <tr>
            <th scope="col" className={classes.rowHead}>
              {t('matrix.framework')}
            </th>
            {environments.map(environment => (
              <th key={environment.id} scope="col">
                {environment.id}
                <span className={classes.meta}>{environment.cluster}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {frameworks.map(framework => (
            <tr key={framework.key}>
              <th scope="row" className={classes.rowHead}>
                <Link to={paths.framework(framework.key) ?? ''}>
                  {localText(framework.title, t)}
                </Link>
                <span className={classes.meta}>
                  {t('matrix.controls', { n: String(framework.controls) })}
                </span>
              </th>
              {environments.map(environment => {
                const cell = cellAt(framework.key, environment.id);
                return (
                  <td key={environment.id} className={classes.cell}>
                    {cell && (
                      <CellLink
                        framework={framework}
                        environment={environment}
                        cell={cell}
                      />
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
