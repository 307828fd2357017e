import type { CheckSummary } from '@chat2sql/plugin-compliance-common';
import { localText, useText } from '../hooks/useText';
import { useComplianceStyles } from './styles';

/** How to mend what the checks find, with where to read on. */
export function Repair(props: { checks: readonly CheckSummary[] }) {
  const classes = useComplianceStyles();
  const t = useText();
  return (
    <>
      <h3 className={classes.section}>{t('control.repair')}</h3>
      <ul className={classes.list}>
        {props.checks.map(check => (
          <li key={check.id} className={classes.item}>
            <span className={classes.meta}>
              {check.id} · {localText(check.title, t)}
            </span>
            <span>{localText(check.remediation, t)}</span>
            {check.link && (
              <a
                href={check.link}
                target="_blank"
                rel="noopener noreferrer"
                className={classes.link}
                aria-label={`${t('control.background')}: ${localText(
                  check.title,
                  t,
                )}`}
              >
                {t('control.background')}
              </a>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
