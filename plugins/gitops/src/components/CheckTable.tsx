import type { Check, CheckFinding } from '@chat2sql/plugin-gitops-common';
import { StatusBadge, tokensOf } from '@chat2sql/plugin-platform-react';
import { makeStyles } from '@material-ui/core/styles';
import { useText } from '../hooks/useText';
import { CHECK_TONES, checkTitle, checkWord } from '../model/words';

const ORDER: Record<Check['status'], number> = {
  fail: 0,
  'not-verified': 1,
  warn: 2,
  pass: 3,
};

const useStyles = makeStyles(
  theme => {
    const tokens = tokensOf(theme);
    return {
      region: {
        overflowX: 'auto',
        border: `1px solid ${tokens.hairline}`,
        borderRadius: theme.shape.borderRadius,
        background: tokens.surface,
      },
      table: {
        width: '100%',
        borderCollapse: 'collapse',
        fontSize: 14,
        lineHeight: '20px',
        color: tokens.text,
        '& th, & td': {
          padding: theme.spacing(1, 1.5),
          textAlign: 'left',
          verticalAlign: 'top',
          overflowWrap: 'anywhere',
        },
        '& tbody tr': { borderTop: `1px solid ${tokens.hairline}` },
      },
      hidden: {
        position: 'absolute',
        width: 1,
        height: 1,
        overflow: 'hidden',
        clip: 'rect(0 0 0 0)',
      },
      head: {
        '& th': { fontSize: 12, fontWeight: 600, color: tokens.muted },
      },
      result: { width: 1, whiteSpace: 'nowrap' },
      title: { fontWeight: 600, minWidth: 160 },
      found: { minWidth: 200 },
      muted: { color: tokens.muted },
      findings: {
        margin: theme.spacing(0.5, 0, 0),
        paddingLeft: theme.spacing(2),
      },
      place: { fontSize: 12, color: tokens.muted },
      summary: {
        cursor: 'pointer',
        color: tokens.link,
        '&:focus-visible': {
          outline: `2px solid ${tokens.link}`,
          outlineOffset: 1,
        },
      },
    };
  },
  { name: 'Chat2SqlCheckTable' },
);

function Finding(props: { finding: CheckFinding }) {
  const classes = useStyles();
  const t = useText();
  const { finding } = props;
  const place = [
    finding.object,
    finding.path,
    finding.file,
    finding.line !== undefined &&
      t('checks.line', { line: String(finding.line) }),
  ].filter(Boolean);
  return (
    <li>
      {finding.message}
      {place.length > 0 && (
        <div className={classes.place}>{place.join(' · ')}</div>
      )}
    </li>
  );
}

/** Results of checks, worst first; findings open on demand, those of failures at once. */
export function CheckTable(props: { checks: Check[] }) {
  const classes = useStyles();
  const t = useText();
  const checks = [...props.checks].sort(
    (a, b) => ORDER[a.status] - ORDER[b.status],
  );
  return (
    <div className={classes.region}>
      <table className={classes.table}>
        <caption className={classes.hidden}>{t('checks.caption')}</caption>
        <thead className={classes.head}>
          <tr>
            <th scope="col">{t('checks.result')}</th>
            <th scope="col">{t('checks.check')}</th>
            <th scope="col">{t('checks.found')}</th>
          </tr>
        </thead>
        <tbody>
          {checks.map(check => {
            const blocks =
              check.blocking &&
              (check.status === 'fail' || check.status === 'not-verified');
            return (
              <tr key={check.id}>
                <td className={classes.result}>
                  <StatusBadge tone={CHECK_TONES[check.status]}>
                    {checkWord(check.status, t)}
                  </StatusBadge>
                  {blocks && (
                    <div className={classes.place}>{t('checks.blocks')}</div>
                  )}
                </td>
                <th scope="row" className={classes.title}>
                  {checkTitle(check, t)}
                </th>
                <td className={classes.found}>
                  <span
                    className={
                      check.status === 'pass' ? classes.muted : undefined
                    }
                  >
                    {check.message}
                  </span>
                  {check.findings.length > 0 && (
                    <details open={check.status === 'fail'}>
                      <summary className={classes.summary}>
                        {t('checks.findings', {
                          count: check.findings.length,
                        })}
                      </summary>
                      <ul className={classes.findings}>
                        {check.findings.map((finding, index) => (
                          <Finding key={index} finding={finding} />
                        ))}
                      </ul>
                    </details>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
