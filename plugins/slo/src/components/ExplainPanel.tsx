import type {
  ExplainedQuery,
  ObjectiveDetail,
} from '@chat2sql/plugin-slo-common';
import { budgetOf } from '@chat2sql/plugin-slo-common';
import { CopyButton } from '@chat2sql/plugin-platform-react';
import { useText } from '../hooks/useText';
import { explainSteps } from '../model/explainSteps';
import { formatBurn, formatShare, reasonText } from '../model/format';
import { useDetailStyles } from './detailStyles';
import { ScrollRegion } from './ScrollRegion';

/** How the number comes about, step by step, with the queries to repeat it. */
export function ExplainPanel(props: { detail: ObjectiveDetail }) {
  const { objective, evaluation, explanation } = props.detail;
  const classes = useDetailStyles();
  const { t, locale } = useText();
  const steps = explainSteps(props.detail, t, locale);
  const budget = budgetOf(objective.target);
  const [period] = explanation.queries;
  const windowName = (query: ExplainedQuery) =>
    query.window === 'period' ? t('explain.period') : query.window;
  return (
    <details className={`${classes.section} ${classes.disclosure}`}>
      <summary>{t('explain.heading')}</summary>
      {steps.length === 0 ? (
        <p>
          {t('explain.nothing', {
            why: reasonText(evaluation, t) ?? t(`state.${evaluation.state}`),
          })}
        </p>
      ) : (
        <ol className={classes.steps}>
          {steps.map(step => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      )}
      {period && (
        <>
          <div className={classes.queries}>
            <h3 className={classes.heading}>{t('explain.queries')}</h3>
            <CopyButton text={period.promql} label={t('explain.copy')} />
          </div>
          <ScrollRegion label={t('explain.period')} className={classes.code}>
            <code>{period.promql}</code>
          </ScrollRegion>
          <ScrollRegion label={t('explain.queries')} className={classes.scroll}>
            <table className={classes.table}>
              <caption>{t('explain.queries')}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('explain.window')}</th>
                  <th scope="col">{t('explain.ratioColumn')}</th>
                  <th scope="col">{t('explain.burnColumn')}</th>
                  <th scope="col">{t('explain.origin')}</th>
                  <th scope="col">{t('explain.copy')}</th>
                </tr>
              </thead>
              <tbody>
                {explanation.queries.map(query => (
                  <tr key={query.window}>
                    <th scope="row">{windowName(query)}</th>
                    <td>
                      {query.errorRatio === undefined
                        ? t('value.unknown')
                        : t('value.percent', {
                            value: formatShare(query.errorRatio),
                          })}
                    </td>
                    <td>
                      {query.errorRatio === undefined
                        ? t('burn.unread')
                        : formatBurn(query.errorRatio / budget, t)}
                    </td>
                    <td>{t(`explain.${query.origin}`)}</td>
                    <td>
                      <CopyButton
                        text={query.promql}
                        label={t('explain.copyFor', {
                          window: windowName(query),
                        })}
                      />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollRegion>
        </>
      )}
    </details>
  );
}
