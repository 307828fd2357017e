import type { JudgedObject } from '@chat2sql/plugin-environments-common';
import { useText } from '../hooks/useText';
import { objectTree, type ObjectNode } from '../model/objectTree';
import { useDetailStyles } from './detailStyles';
import { HealthBadge } from './HealthBadge';

function Node(props: { node: ObjectNode }) {
  const classes = useDetailStyles();
  const t = useText();
  const { object, children } = props.node;
  const { ref, verdict } = object;
  const facts = Object.entries(object.facts);
  const quiet = verdict.status === 'Healthy' && !verdict.warning;
  return (
    <li>
      <div className={classes.object}>
        <div className={classes.objectLine}>
          <HealthBadge
            status={verdict.status}
            warning={verdict.warning}
            size={14}
          />
          <span className={classes.meta}>{ref.kind}</span>
          <span className={classes.name}>{ref.name}</span>
        </div>
        {!quiet && <p className={classes.message}>{verdict.message}</p>}
        {facts.length > 0 && (
          <div className={classes.meta}>
            {facts.map(([key, value]) => `${key} ${value}`).join(' · ')}
          </div>
        )}
        {!quiet && (
          <details className={classes.why}>
            <summary>
              {t('detail.rule')} {verdict.rule}
            </summary>
            {t('detail.fields')}:{' '}
            {verdict.fields.map((field, index) => (
              <span key={field}>
                {index > 0 && ', '}
                <code>{field}</code>
              </span>
            ))}
          </details>
        )}
      </div>
      {children.length > 0 && (
        <ul className={classes.nested}>
          {children.map((child, index) => (
            <Node key={child.object.ref.uid ?? index} node={child} />
          ))}
        </ul>
      )}
    </li>
  );
}

/** Objects below their owners, each with its verdict and what decided it. */
export function ObjectTree(props: { objects: readonly JudgedObject[] }) {
  const classes = useDetailStyles();
  return (
    <ul className={classes.list}>
      {objectTree(props.objects).map((node, index) => (
        <Node key={node.object.ref.uid ?? index} node={node} />
      ))}
    </ul>
  );
}
